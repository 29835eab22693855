package dev.belay.toolcall;

import java.util.List;

/// Where a model goes on to play the other side: results that nobody gave it, a user's words.
final class Invented {
    /// Of chat templates, wherever they stand.
    private static final List<String> TOKENS = List.of(
            "<tool_response>",
            "<|im_start|>",
            "<|start_header_id|>",
            "<|user|>",
            "<|observation|>",
            "<｜tool▁outputs▁begin｜>",
            "<|start|>functions",
            "<start_of_turn>user",
            "<|start_of_role|>user",
            "<｜User｜>",
            "[INST]");

    /// At the beginning of a line.
    private static final List<String> LABELS = List.of(
            "Observation:",
            "<result tool=",
            "User:",
            "Human:",
            "Question:",
            "Q:",
            "### User",
            "### Question",
            "### Instruction");

    private static final String DECORATION = " \t*";

    private Invented() {}

    /// The first such place from `from` on, or the length of the text.
    static int after(String text, int from) {
        int first = label(text, from);
        for (String token : TOKENS) {
            int at = text.indexOf(token, from, first);
            first = at < 0 ? first : at;
        }
        return first;
    }

    private static int label(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int start = at;
            while (start < text.length() && DECORATION.indexOf(text.charAt(start)) >= 0) {
                start++;
            }
            for (String label : LABELS) {
                if (text.startsWith(label, start)) {
                    return start;
                }
            }
            int line = text.indexOf('\n', start);
            at = line < 0 ? text.length() : line + 1;
        }
        return text.length();
    }
}
