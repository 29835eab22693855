package dev.belay.toolcall.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Text that must not be taken for marks: what a tool brought, and values inside a call. Marks are the tags and
/// tokens of all forms and of chat templates, whichever form is written: servers turn the tokens of their
/// template into turns wherever they stand. Takes time linear in the length.
public final class Guarded {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_WORD = 32;
    private static final int MOST_BLANKS = 4;

    private static final Set<String> TAGS = Set.of(
            "arg_key",
            "arg_value",
            "arguments",
            "assistant",
            "bos",
            "end_action",
            "end_code",
            "end_of_turn",
            "eos",
            "error",
            "function",
            "function_call",
            "function_calls",
            "function_result",
            "function_results",
            "functioncall",
            "functions",
            "invoke",
            "parameter",
            "reasoning",
            "response",
            "result",
            "results",
            "s",
            "start_of_turn",
            "stdout",
            "system",
            "think",
            "thinking",
            "thought",
            "tool",
            "tool_call",
            "tool_calls",
            "tool_code",
            "tool_name",
            "tool_output",
            "tool_response",
            "tool_result",
            "tool_results",
            "tool_use",
            "toolcall",
            "tools",
            "user");

    private static final Set<String> BRACKETS = Set.of(
            "ARGS",
            "AVAILABLE_TOOLS",
            "CALL_ID",
            "IMG",
            "INST",
            "SYSTEM_PROMPT",
            "THINK",
            "TOOL_CALLS",
            "TOOL_CONTENT",
            "TOOL_RESULTS");

    /// What begins a turn that models invent, at the beginning of a line.
    private static final List<String> TURNS =
            List.of("Observation:", "Action:", "User:", "Human:", "Question:", "Q:", "### ", ">");

    private Guarded() {}

    /// A result as a model may read it, with marks spelled as entities.
    public static String data(String text) {
        return spelled(text, "&lt;", "&#91;", "&#9665;");
    }

    /// JSON in whose strings marks are spelled as escapes.
    public static String json(JsonNode value) {
        return spelled(Json.write(value), "\\u003c", "\\u005b", "\\u25c1");
    }

    /// A text as a string of JSON, guarded like it.
    public static String quoted(String text) {
        return json(TextNode.valueOf(text));
    }

    /// A tool's name as it can stand in an attribute or a line: models invent names.
    public static String name(String name) {
        StringBuilder plain = new StringBuilder();
        name.chars().limit(LONGEST_NAME).forEach(c -> plain.append(nameCharacter(c) ? (char) c : '_'));
        return plain.isEmpty() ? "_" : plain.toString();
    }

    /// Whether a text can stand between tags as it is: it holds no mark, no blanks around it, and no line that
    /// begins a turn or a block.
    public static boolean isPlain(String text) {
        return text.equals(text.strip())
                && data(text).length() == text.length()
                && !text.contains("```")
                && text.lines().map(String::stripLeading).noneMatch(line -> TURNS.stream()
                        .anyMatch(line::startsWith));
    }

    static boolean nameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }

    private static String spelled(String text, String angle, String bracket, String triangle) {
        StringBuilder spelled = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' && tag(text, i)) {
                spelled.append(angle);
            } else if (c == '[' && bracket(text, i)) {
                spelled.append(bracket);
            } else if (c == '◁') {
                spelled.append(triangle);
            } else {
                spelled.append(c);
            }
        }
        return spelled.toString();
    }

    private static boolean tag(String text, int at) {
        int from = at + 1;
        int last = Math.min(text.length(), from + MOST_BLANKS);
        while (from < last && (Character.isWhitespace(text.charAt(from)) || text.charAt(from) == '/')) {
            from++;
        }
        if (from >= text.length()) {
            return false;
        }
        char first = text.charAt(from);
        if (first == '|' || first == '｜' || text.startsWith("<SYS", from) || text.startsWith("</SYS", from)) {
            return true;
        }
        int colon = from;
        int end = from;
        int longest = Math.min(text.length(), from + LONGEST_WORD);
        while (end < longest && (nameCharacter(text.charAt(end)) || text.charAt(end) == ':')) {
            colon = text.charAt(end) == ':' ? end + 1 : colon;
            end++;
        }
        return TAGS.contains(text.substring(colon, end).toLowerCase(Locale.ROOT));
    }

    private static boolean bracket(String text, int at) {
        int from = text.startsWith("/", at + 1) ? at + 2 : at + 1;
        int end = text.indexOf(']', from, Math.min(text.length(), from + LONGEST_WORD));
        return end > from && BRACKETS.contains(text.substring(from, end).toUpperCase(Locale.ROOT));
    }
}
