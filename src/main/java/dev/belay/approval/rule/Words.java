package dev.belay.approval.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The texts of a call, as the rules read them.
///
/// @param name the tool's name as words
/// @param values the texts and numbers of the arguments at any depth; names of fields are the tool's, not the call's
/// @param whole whether the arguments are a JSON object that is short enough to be looked through
record Words(String name, List<String> values, boolean whole) {
    /// Longer arguments are not looked through: whoever makes them decides how long they are.
    static final int LONGEST = 200_000;

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    static Words of(String tool, String arguments) {
        String name = HUMP.matcher(tool).replaceAll(" ").toLowerCase(Locale.ROOT);
        List<String> values = new ArrayList<>();
        return new Words(spaced(name), values, arguments.length() <= LONGEST && collect(arguments, values));
    }

    /// The text of an answer.
    static Words of(String answer) {
        boolean whole = answer.length() <= LONGEST;
        return new Words("", whole ? List.of(answer) : List.of(), whole);
    }

    /// Underscores count as part of a word in regular expressions, but part words in names.
    static String spaced(String text) {
        return text.replace('_', ' ');
    }

    private static boolean collect(String arguments, List<String> values) {
        try {
            JsonNode root = Json.mapper().readTree(arguments);
            collect(root, values);
            return root.isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void collect(JsonNode node, List<String> values) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, values));
        } else if (node.isTextual() || node.isNumber()) {
            values.add(node.asText());
        }
    }
}
