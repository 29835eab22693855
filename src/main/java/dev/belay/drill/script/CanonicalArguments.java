package dev.belay.drill.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Arguments in a form in which two ways of writing the same call are equal.
///
/// Wider than the form that keys an effect: a text protocol loses the difference between `5` and `"5"`, so
/// scalars are compared by their text, text that holds an object or array counts as that, and `null` counts as
/// absent.
final class CanonicalArguments {
    private CanonicalArguments() {}

    static String of(String arguments) {
        JsonNode tree = parse(arguments);
        return tree.isMissingNode() ? arguments.strip() : write(tree);
    }

    private static String write(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> fields = new TreeMap<>();
            node.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .forEach(field -> fields.put(field.getKey(), write(field.getValue())));
            return fields.entrySet().stream()
                    .map(field -> Json.write(field.getKey()) + ":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(CanonicalArguments::write)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return scalar(node);
    }

    private static String scalar(JsonNode node) {
        String text = node.asText().strip();
        if (node.isTextual() && (text.startsWith("{") || text.startsWith("["))) {
            JsonNode inner = parse(text);
            return inner.isContainerNode() ? write(inner) : Json.write(text);
        }
        return Json.write(
                isDecimal(text)
                        ? new java.math.BigDecimal(text).stripTrailingZeros().toPlainString()
                        : text);
    }

    private static boolean isDecimal(String text) {
        return text.length() <= 40 && text.matches("-?\\d+(\\.\\d+)?");
    }

    private static JsonNode parse(String text) {
        if (text.isBlank()) {
            return Json.object();
        }
        try {
            return Json.tree(text);
        } catch (UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }
}
