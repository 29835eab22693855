package dev.belay.toolcall;

import dev.belay.toolcall.match.Toolbox;
import java.util.List;

/// Tags of calls in our own form that look as the marks of thoughts do, because a tool or an argument has such a
/// name: `<invoke><think><arguments><thought>`. They are hidden while thoughts are taken out.
final class Namesakes {
    private static final List<String> NAMES = List.of("think", "thinking", "thought", "reasoning");

    /// For private use, so that no text means anything by it.
    private static final char HIDDEN = '\uE000';

    private static final int LONGEST_TAG = 100;

    private Namesakes() {}

    /// The text, of the same length, with another character where such tags begin.
    static String hidden(String text, Toolbox tools) {
        String hidden = text;
        for (String name : NAMES) {
            boolean occurs = tools.offers(name) || tools.declares(name);
            hidden = occurs && text.indexOf(HIDDEN) < 0 ? hidden(hidden, name, tools) : hidden;
        }
        return hidden;
    }

    static String shown(String hidden) {
        return hidden.replace(HIDDEN, '<');
    }

    private static String hidden(String text, String name, Toolbox tools) {
        String open = "<" + name + ">";
        String close = "</" + name + ">";
        StringBuilder hidden = new StringBuilder(text);
        int at = text.indexOf(open);
        while (at >= 0) {
            int end = at;
            if (isOfCall(text, at, name, tools)) {
                hidden.setCharAt(at, HIDDEN);
                end = Math.max(at, text.indexOf(close, at));
                hidden.setCharAt(end, HIDDEN);
            }
            at = text.indexOf(open, end + 1);
        }
        return hidden.toString();
    }

    private static boolean isOfCall(String text, int at, String name, Toolbox tools) {
        String before = before(text, at);
        String after = after(text, at + name.length() + 2);
        boolean tool = tools.offers(name)
                && (before.equals("invoke")
                        || after.equals("arguments")
                        || tools.schema(name).has(after));
        boolean argument = tools.declares(name)
                && (before.equals("arguments")
                        || tools.offers(before)
                        || before.startsWith("/") && tools.declares(before.substring(1)));
        return tool || argument;
    }

    /// What stands in the tag that ends before a place, or nothing.
    private static String before(String text, int at) {
        int end = at;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        int start = end - 1;
        while (start > 0 && end - start < LONGEST_TAG && text.charAt(start) != '<' && text.charAt(start) != HIDDEN) {
            start--;
        }
        return end > 0 && start >= 0 && text.charAt(end - 1) == '>' ? text.substring(start + 1, end - 1) : "";
    }

    /// What stands in the tag that begins after a place, or nothing.
    private static String after(String text, int at) {
        int start = at;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length() && end - start < LONGEST_TAG && text.charAt(end) != '>') {
            end++;
        }
        return start < end && text.charAt(start) == '<' ? text.substring(start + 1, end) : "";
    }
}
