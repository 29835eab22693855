package dev.belay.toolcall;

import dev.belay.toolcall.match.Toolbox;
import java.util.List;

/// Takes out what a model thought before it spoke.
final class Thoughts {
    private static final List<Marks> MARKS = List.of(
            new Marks("<think>", "</think>"),
            new Marks("<thinking>", "</thinking>"),
            new Marks("<thought>", "</thought>"),
            new Marks("<reasoning>", "</reasoning>"),
            new Marks("<seed:think>", "</seed:think>"),
            new Marks("[THINK]", "[/THINK]"),
            new Marks("◁think▷", "◁/think▷"),
            new Marks("<|begin_of_thought|>", "<|end_of_thought|>"),
            new Marks("<|channel|>analysis<|message|>", "<|end|>"));

    private Thoughts() {}

    private record Marks(String open, String close) {}

    /// The mark that ends the thought which a word opens, or `null`.
    static String closing(String word) {
        return MARKS.stream()
                .filter(marks -> word.startsWith(marks.open))
                .map(Marks::close)
                .findFirst()
                .orElse(null);
    }

    /// Whether a thought begins anywhere in a text.
    static boolean begins(String text) {
        return MARKS.stream().anyMatch(marks -> text.contains(marks.open));
    }

    /// @param text without thoughts; one that never ends is still there
    /// @param open where a thought begins that never ends, or the length of the text
    record Spoken(String text, int open) {}

    /// A thought that only ends began with the text, as templates that open the thought themselves make it.
    ///
    /// @param tools some may be called as a thought is marked: `<invoke><think>…`
    static Spoken spoken(String text, Toolbox tools) {
        String hidden = Namesakes.hidden(text, tools);
        Spoken rest = new Spoken(hidden, hidden.length());
        for (Marks marks : MARKS) {
            rest = without(rest, marks);
        }
        return new Spoken(Namesakes.shown(rest.text), rest.open);
    }

    private static Spoken without(Spoken spoken, Marks marks) {
        String text = spoken.text;
        int firstOpen = text.indexOf(marks.open);
        int firstClose = marks.close.equals("<|end|>") ? -1 : text.indexOf(marks.close);
        int at = firstClose >= 0 && (firstOpen < 0 || firstClose < firstOpen) ? firstClose + marks.close.length() : 0;
        if (at == 0 && firstOpen < 0) {
            return spoken;
        }
        StringBuilder rest = new StringBuilder();
        while (true) {
            int start = text.indexOf(marks.open, at);
            int end = start < 0 ? -1 : text.indexOf(marks.close, start);
            if (start < 0) {
                rest.append(text, at, text.length());
                return new Spoken(
                        rest.toString(),
                        spoken.open == text.length() ? rest.length() : Math.min(rest.length(), spoken.open));
            }
            rest.append(text, at, start);
            if (end < 0) {
                int open = rest.length();
                rest.append(text, start + marks.open.length(), text.length());
                return new Spoken(rest.toString(), open);
            }
            at = end + marks.close.length();
        }
    }
}
