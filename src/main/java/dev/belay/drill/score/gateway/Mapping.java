package dev.belay.drill.score.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.score.play.Exercise;
import dev.belay.platform.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// How another gateway is asked for each fault: a model name and headers, for all faults alike and for single ones.
/// Both may hold `{fault}` (as `w08-reset`), `{primary}` and `{fallback}` (the stand-in's model names), `{provider}`
/// (its address) and `{scope}` (of one trial).
///
/// @param common for all faults
/// @param single by fault (`W08`) or by exercise (`w08-reset`)
/// @param scope of the stand-in in which the gateway asks
public record Mapping(Entry common, Map<String, Entry> single, String scope) {
    private static final String OF_THE_TRIAL = "{scope}";
    private static final String OF_THE_FAULT = "{fault}";

    /// @param model or empty
    /// @param skip why it cannot be played there, or empty
    record Entry(String model, Map<String, String> headers, String skip) {}

    /// One model name for each fault, and a scope for each.
    public static Mapping of(String model) {
        return new Mapping(new Entry(model, Map.of(), ""), Map.of(), OF_THE_FAULT);
    }

    /// @param yaml with `model`, `headers`, `scope` and `faults`
    /// @throws IllegalArgumentException if it is something else; the message says where
    public static Mapping read(String yaml) {
        JsonNode root;
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            root = Json.mapper().valueToTree(loaded);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("the mapping is not YAML: " + e.getMessage(), e);
        }
        known(root, "the mapping", "model", "headers", "scope", "faults");
        Map<String, Entry> single = new LinkedHashMap<>();
        root.path("faults").properties().forEach(fault -> {
            known(fault.getValue(), "faults." + fault.getKey(), "model", "headers", "skip");
            single.put(fault.getKey(), entry(fault.getValue()));
        });
        Entry common = entry(root);
        boolean fresh = common.model.contains(OF_THE_TRIAL)
                || common.headers.values().stream().anyMatch(value -> value.contains(OF_THE_TRIAL));
        return new Mapping(common, single, root.path("scope").asText(fresh ? OF_THE_TRIAL : OF_THE_FAULT));
    }

    private static void known(JsonNode node, String where, String... names) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(where + " is not a mapping of names to values");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!Set.of(names).contains(name)) {
                throw new IllegalArgumentException(where + ": " + name + " is not known");
            }
        });
    }

    private static Entry entry(JsonNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        node.path("headers").properties().forEach(header -> headers.put(header.getKey(), onOneLine(header.getValue())));
        return new Entry(
                node.path("model").asText(""), headers, node.path("skip").asText(""));
    }

    private static String onOneLine(JsonNode value) {
        return (value.isTextual() ? value.asText() : value.toString()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    Optional<String> skip(Exercise exercise) {
        return Optional.of(entry(exercise).skip()).filter(why -> !why.isEmpty());
    }

    String model(Exercise exercise, URI provider, String scope) {
        String own = entry(exercise).model();
        return filled(own.isEmpty() ? common.model : own, exercise, provider, scope);
    }

    Map<String, String> headers(Exercise exercise, URI provider, String scope) {
        Map<String, String> headers = new LinkedHashMap<>(common.headers);
        headers.putAll(entry(exercise).headers());
        headers.replaceAll((_, value) -> filled(value, exercise, provider, scope));
        return headers;
    }

    private Entry entry(Exercise exercise) {
        Entry ofFault = single.getOrDefault(exercise.fault(), new Entry("", Map.of(), ""));
        return single.getOrDefault(exercise.key(), ofFault);
    }

    static String filled(String template, Exercise exercise, URI provider, String scope) {
        return template.replace(OF_THE_FAULT, exercise.key())
                .replace("{primary}", exercise.cast().primary())
                .replace("{fallback}", exercise.cast().fallbacks().getFirst())
                .replace("{provider}", provider.resolve("/").toString().replaceFirst("/$", ""))
                .replace(OF_THE_TRIAL, scope);
    }
}
