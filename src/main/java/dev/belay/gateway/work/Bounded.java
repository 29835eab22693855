package dev.belay.gateway.work;

import java.util.StringJoiner;

/// Cuts what others wrote to a length that fits a response or a log line.
final class Bounded {
    private static final int LONGEST = 500;
    private static final int FRAMES = 12;
    private static final int CAUSES = 5;

    private Bounded() {}

    static String text(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /// Where an exception came from, without its messages: those may quote prompts, arguments or keys.
    static String shape(Throwable failure) {
        StringJoiner lines = new StringJoiner("\n");
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            lines.add((depth == 0 ? "" : "caused by ") + cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                lines.add("  at " + frames[i]);
            }
            cause = cause.getCause();
        }
        return lines.toString();
    }
}
