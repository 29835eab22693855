package dev.belay.toolcall.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/// Punctuation of East Asian writing, in which some models write the brackets, colons and commas of a call:
/// `｛"a"：1｝`, `f（a=1，b=2）`. What stands in quotes is content and stays.
public final class FullWidth {
    private static final String WIDE = "｛｝［］（）【】：，＝；＂＇";
    private static final String NARROW = "{}[]()[]:,=;\"'";
    private static final String OPENING = "[{(［｛（【";
    private static final String BEFORE_STRING = OPENING + ",:=，：＝";
    private static final String OPENING_QUOTES = "\"'`“‘＂＇";
    private static final String CLOSING_QUOTES = "\"'`”’＂＇";

    /// How far back a sign before a quote is looked for.
    private static final int NEAR = 16;

    private static final int MOST_CHECKED = 32;

    private FullWidth() {}

    /// Whether a text may hold brackets with such signs.
    public static boolean in(String text) {
        return any(text, WIDE) && any(text, OPENING);
    }

    /// The text with plain signs for the wide ones, each in its place.
    public static String narrowed(String text) {
        StringBuilder narrow = new StringBuilder(text);
        int[] unclosed = new int[OPENING_QUOTES.length()];
        int at = 0;
        while (at < text.length()) {
            int close = closing(text, at, unclosed);
            narrow(narrow, at);
            if (close > at) {
                narrow(narrow, close);
            }
            at = Math.max(at, close) + 1;
        }
        return narrow.toString();
    }

    private static void narrow(StringBuilder text, int at) {
        int wide = WIDE.indexOf(text.charAt(at));
        if (wide >= 0) {
            text.setCharAt(at, NARROW.charAt(wide));
        }
    }

    /// Whether all words in a value, and its names, stand in the text as it was: what had no quotes, or quotes that
    /// nobody escaped, may have lost signs of its own.
    public static boolean kept(JsonNode value, String text) {
        return new Check(text).kept(value);
    }

    /// The place of the quote that ends the string which begins here, or -1 if none does.
    ///
    /// @param unclosed for each kind of quote up to where none closes
    private static int closing(String text, int at, int[] unclosed) {
        int kind = OPENING_QUOTES.indexOf(text.charAt(at));
        if (kind < 0 || at < unclosed[kind] || !begins(text, at)) {
            return -1;
        }
        char close = CLOSING_QUOTES.charAt(kind);
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != close && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end < text.length() && text.charAt(end) == close) {
            return end;
        }
        unclosed[kind] = end;
        return -1;
    }

    private static boolean begins(String text, int quote) {
        int before = quote - 1;
        while (before >= 0 && quote - before < NEAR && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        return before < 0 || BEFORE_STRING.indexOf(text.charAt(before)) >= 0;
    }

    private static boolean any(String text, String signs) {
        return text.chars().anyMatch(c -> signs.indexOf(c) >= 0);
    }

    private static final class Check {
        private final String text;
        private int checked;

        Check(String text) {
            this.text = text;
        }

        boolean kept(JsonNode value) {
            boolean names = value.propertyStream().allMatch(member -> stands(member.getKey()));
            return names
                    && (value.isTextual()
                            ? stands(value.textValue())
                            : value.valueStream().allMatch(this::kept));
        }

        /// Words without any of the signs cannot have lost one.
        private boolean stands(String words) {
            if (!any(words, NARROW)) {
                return true;
            }
            return ++checked <= MOST_CHECKED && text.contains(words);
        }
    }
}
