package dev.belay.edge.cli.terminal;

import java.util.Map;

/// What may be drawn on a stream.
///
/// @param terminal a person looks at it, so control sequences in other people's text are dangerous
/// @param colour ANSI colours are wanted
/// @param live lines that are already there may be drawn again
public record Style(boolean terminal, boolean colour, boolean live) {
    public static final Style PLAIN = new Style(false, false, false);

    static Style of(Map<String, String> environment, boolean terminal) {
        String forced = environment.getOrDefault("FORCE_COLOR", "");
        boolean refused = set(environment, "NO_COLOR") || "dumb".equals(environment.get("TERM"));
        boolean wanted = !forced.isEmpty() && !forced.equals("0");
        return new Style(terminal, !refused && (terminal || wanted), terminal && !refused);
    }

    public String red(String text) {
        return paint("31", text);
    }

    public String green(String text) {
        return paint("32", text);
    }

    public String yellow(String text) {
        return paint("33", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static boolean set(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }
}
