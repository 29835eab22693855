package dev.belay.toolcall.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a JSON Schema says about the kind of a value, as far as reading needs it; whether a value is valid is for the
/// executor to say. Types are also known under the names of Python: `dict`, `float`, `tuple`.
public final class Schema {
    private static final int DEEPEST = 32;
    /// Allows anything.
    public static final Schema ANY = new Schema(Json.object(), DEEPEST);

    private final JsonNode json;
    private final Set<Kind> kinds;
    private final Map<String, Schema> properties = new LinkedHashMap<>();
    private final List<String> order;
    private final Set<String> required = new LinkedHashSet<>();
    private final Names names;
    private final Schema items;

    private Schema(JsonNode json, int depth) {
        this.json = json;
        this.kinds = kindsOf(json);
        json.path("properties").properties().forEach(one -> properties.put(one.getKey(), of(one.getValue(), depth)));
        this.order = List.copyOf(properties.keySet());
        this.names = new Names(order);
        this.items = of(json.path("items"), depth);
        json.path("required").forEach(name -> required.add(name.asText()));
    }

    private static Schema of(JsonNode json, int depth) {
        return json.isObject() && depth < DEEPEST ? new Schema(json, depth + 1) : ANY;
    }

    /// @param text JSON; what is not is a schema that allows anything
    static Schema of(String text) {
        try {
            JsonNode json = text == null ? null : Json.mapper().readTree(text);
            return json == null ? ANY : of(json, 0);
        } catch (JsonProcessingException _) {
            return ANY;
        }
    }

    /// Kinds of JSON values.
    public enum Kind {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        ARRAY,
        OBJECT,
        NULL
    }

    /// The names of the properties in the order in which they are declared.
    public List<String> order() {
        return order;
    }

    public Set<String> required() {
        return required;
    }

    public boolean has(String property) {
        return properties.containsKey(property);
    }

    /// Whether it declares what properties there are.
    boolean declares() {
        return !properties.isEmpty();
    }

    /// The property that is meant, or `null`.
    public String property(String written) {
        return names.find(written);
    }

    public Schema at(String property) {
        return properties.getOrDefault(property, ANY);
    }

    public Schema items() {
        return items == null ? this : items;
    }

    /// Whether a value of this kind is as it should be, or nothing is said about it.
    public boolean allows(Kind kind) {
        return kinds.isEmpty() || kinds.contains(kind) || kind == Kind.INTEGER && kinds.contains(Kind.NUMBER);
    }

    public boolean says(Kind kind) {
        return kinds.contains(kind);
    }

    /// Whether a value of another language is wanted as the text that writes it, as `new HashMap<>()` is none of JSON.
    boolean asWritten() {
        return says(Kind.STRING) && json.path("description").asText("").contains("string representation");
    }

    JsonNode options() {
        return json.path("enum");
    }

    private static Set<Kind> kindsOf(JsonNode json) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        collect(json, kinds);
        for (String either : List.of("anyOf", "oneOf")) {
            for (JsonNode one : json.path(either)) {
                Set<Kind> more = kindsOf(one);
                if (more.isEmpty()) {
                    return more;
                }
                kinds.addAll(more);
            }
        }
        return kinds;
    }

    private static void collect(JsonNode json, Set<Kind> kinds) {
        JsonNode type = json.path("type");
        if (type.isTextual()) {
            add(type.textValue(), kinds);
        }
        type.forEach(one -> add(one.asText(), kinds));
        if (json.path("nullable").asBoolean()) {
            kinds.add(Kind.NULL);
        }
    }

    private static void add(String type, Set<Kind> kinds) {
        switch (type.toLowerCase(Locale.ROOT)) {
            case "string", "str" -> kinds.add(Kind.STRING);
            case "integer", "int", "long" -> kinds.add(Kind.INTEGER);
            case "number", "float", "double" -> kinds.add(Kind.NUMBER);
            case "boolean", "bool" -> kinds.add(Kind.BOOLEAN);
            case "array", "list", "tuple" -> kinds.add(Kind.ARRAY);
            case "object", "dict" -> kinds.add(Kind.OBJECT);
            case "null" -> kinds.add(Kind.NULL);
            default -> {
                // A type of another language says nothing about the JSON.
            }
        }
    }
}
