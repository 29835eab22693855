package dev.belay.drill.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A tool on offer.
///
/// @param schema of its arguments; anything that is no object counts as one without properties
public record Offer(String name, JsonNode schema) {

    /// Arguments that the schema allows, always the same ones.
    ObjectNode sample() {
        return Sample.of(schema) instanceof ObjectNode object ? object : Json.object();
    }

    JsonNode property(String property) {
        return schema.path("properties").path(property);
    }

    List<String> required() {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(property -> required.add(property.asText()));
        return required;
    }

    /// True if these arguments hold what is required, each in its type or as text that says the same.
    boolean takes(String arguments) {
        try {
            JsonNode tree = Json.tree(arguments);
            return tree.isObject()
                    && required().stream().allMatch(tree::has)
                    && tree.properties().stream()
                            .allMatch(field -> Sample.fits(field.getValue(), property(field.getKey())))
                    && (schema.path("additionalProperties").asBoolean(true)
                            || tree.properties().stream()
                                    .allMatch(field -> schema.path("properties").has(field.getKey())));
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
