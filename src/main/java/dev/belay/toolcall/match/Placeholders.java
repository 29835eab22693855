package dev.belay.toolcall.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// Knows values that only say what would stand in their place: `<city>`, `[your city]`, `{location}`, `…`.
public final class Placeholders {
    private static final int LONGEST = 60;
    private static final int MOST_YOURS = 24;
    private static final String OPENING = "<[{";
    private static final String CLOSING = ">]}";
    private static final List<String> STARTS = List.of("your ", "insert ", "enter ", "specify ", "user's ", "users ");

    private Placeholders() {}

    /// Whether an argument stands for a value that nobody has named.
    ///
    /// @param talk whether the call stands in a sentence, where less is needed to show that it is none
    public static boolean in(ObjectNode arguments, boolean talk) {
        return arguments.properties().stream().anyMatch(one -> placeholder(one.getKey(), one.getValue(), talk));
    }

    private static boolean placeholder(String name, JsonNode value, boolean talk) {
        if (value.isArray() && value.size() == 1) {
            return placeholder(name, value.get(0), talk)
                    || value.get(0).isTextual()
                            && words(value.get(0).textValue()).equals(words(name));
        }
        if (!value.isTextual() || value.textValue().length() > LONGEST) {
            return false;
        }
        String text = value.textValue().strip().toLowerCase(Locale.ROOT);
        if (text.equals("...") || text.equals("…")) {
            return true;
        }
        String inner = inner(text);
        boolean bracketed = !inner.equals(text);
        boolean says = STARTS.stream().anyMatch(spaced(inner)::startsWith)
                || words(inner).equals(words(name));
        if (bracketed) {
            return says || talk && wordsOnly(inner);
        }
        boolean yours = spaced(text).startsWith("your ") && text.length() < MOST_YOURS;
        return yours || talk && (says || capitals(value.textValue()));
    }

    /// What stands in brackets.
    private static String inner(String text) {
        int last = text.length() - 1;
        int bracket = last < 2 ? -1 : OPENING.indexOf(text.charAt(0));
        if (bracket < 0 || text.charAt(last) != CLOSING.charAt(bracket)) {
            return text;
        }
        return inner(text.substring(1, last));
    }

    private static String spaced(String text) {
        return text.replace('_', ' ').replace('-', ' ');
    }

    private static String words(String text) {
        return text.toLowerCase(Locale.ROOT).replace(" ", "").replace("_", "").replace("-", "");
    }

    private static boolean wordsOnly(String text) {
        return text.chars().allMatch(c -> Character.isLetter(c) || c == ' ' || c == '_' || c == '-' || c == '\'');
    }

    /// As in `CITY_NAME`.
    private static boolean capitals(String text) {
        return text.indexOf('_') > 0 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_');
    }
}
