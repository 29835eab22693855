package dev.belay.strategy.voting.count;

/// Takes the Markdown fence off a text that is nothing but one block of code.
final class Fence {
    private static final String MARK = "```";

    private Fence() {}

    static String without(String text) {
        String bare = text.strip();
        int line = bare.indexOf('\n');
        boolean fenced =
                bare.startsWith(MARK) && bare.endsWith(MARK) && line > 0 && line < bare.length() - MARK.length();
        if (!fenced) {
            return bare;
        }
        String inside = bare.substring(line + 1, bare.length() - MARK.length()).strip();
        return inside.contains(MARK) ? bare : inside;
    }
}
