package dev.belay.toolcall;

import java.util.List;

/// Takes out what a model thought before it spoke: between `<think>` and `</think>`, or `<thinking>` and
/// `</thinking>`.
final class Thoughts {
    private static final List<String> NAMES = List.of("think", "thinking");

    private Thoughts() {}

    /// A thought that never ends goes on to the end of the text; one that only ends began with the text, as
    /// templates that open the thought themselves make it.
    static String without(String text) {
        String rest = text;
        for (String name : NAMES) {
            rest = without(rest, "<" + name + ">", "</" + name + ">");
        }
        return rest;
    }

    private static String without(String text, String open, String close) {
        int firstOpen = text.indexOf(open);
        int firstClose = text.indexOf(close);
        int at = firstClose >= 0 && (firstOpen < 0 || firstClose < firstOpen) ? firstClose + close.length() : 0;
        if (at == 0 && firstOpen < 0) {
            return text;
        }
        StringBuilder rest = new StringBuilder();
        while (true) {
            int start = text.indexOf(open, at);
            if (start < 0) {
                return rest.append(text, at, text.length()).toString();
            }
            rest.append(text, at, start);
            int end = text.indexOf(close, start);
            if (end < 0) {
                return rest.toString();
            }
            at = end + close.length();
        }
    }
}
