package dev.belay.strategy.voting.count;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.util.Map;

/// What a call is made with, as it stands: what one voter agreed to is made with the words of another, so nothing is
/// the same that whoever is called may tell apart. `1.10` as a string is not `1.1`, and no blank is too many.
///
/// Numbers are equal by their value, as they are to whoever reads JSON: `1` and `1.0`, in whatever order an object
/// has its fields.
final class Exact {
    private Exact() {}

    /// Equal to that of another value, and written alike, exactly if both say the same to whoever is called.
    static JsonNode of(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                ObjectNode object = Json.object();
                json.properties().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(field -> object.set(field.getKey(), of(field.getValue())));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = Json.object().arrayNode();
                json.forEach(element -> array.add(of(element)));
                yield array;
            }
            case NUMBER -> DecimalNode.valueOf(json.decimalValue().stripTrailingZeros());
            default -> json;
        };
    }
}
