package dev.belay.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The JSON Schema (draft 2020-12) of one tool's arguments, compiled once. Thread-safe.
public final class ToolSchema {
    private static final int MOST_ERRORS = 5;
    private static final int MOST_MESSAGE = 300;
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().locale(Locale.ROOT).build()));

    private final String text;
    private final JsonNode tree;
    private final Schema compiled;

    private ToolSchema(String text, JsonNode tree, Schema compiled) {
        this.text = text;
        this.tree = tree;
        this.compiled = compiled;
    }

    /// @throws BadSchema if this is not JSON, not a schema, refers to what is not in it, or is not of type
    ///     `object`
    public static ToolSchema compile(String text) throws BadSchema {
        JsonNode tree = tree(text);
        if (!tree.isObject() || !"object".equals(tree.path("type").asText())) {
            throw new BadSchema("must be a JSON Schema with \"type\": \"object\"");
        }
        return new ToolSchema(text, tree, compiled(text, tree));
    }

    /// @throws BadSchema if this is not a schema or refers to what is not in it
    static Schema compiled(String text, JsonNode tree) throws BadSchema {
        refuseOutsideReferences(tree);
        try {
            List<Error> errors = REGISTRY.getSchema(
                            SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                    .validate(text, InputFormat.JSON);
            if (!errors.isEmpty()) {
                throw new BadSchema("is not a JSON Schema: " + describe(errors));
            }
            Schema compiled = REGISTRY.getSchema(text, InputFormat.JSON);
            compiled.initializeValidators();
            return compiled;
        } catch (RuntimeException e) {
            throw new BadSchema("cannot be compiled: " + e.getMessage());
        }
    }

    /// The schema as it was given.
    public String text() {
        return text;
    }

    /// Reads what a model wrote as arguments: parse, coerce without loss, fill in defaults, validate.
    public Reading read(String arguments) {
        List<String> coercions = new ArrayList<>();
        try {
            ObjectNode json = (ObjectNode)
                    new Coercion(tree, coercions).apply(ArgumentText.object(arguments, coercions), tree, "");
            String canonical = CanonicalJson.write(json);
            List<Error> errors = compiled.validate(Json.write(json), InputFormat.JSON);
            return errors.isEmpty()
                    ? new Reading.Fit(json, canonical, List.copyOf(coercions))
                    : new Reading.Unfit("the arguments do not fit the schema: " + describe(errors));
        } catch (IllegalArgumentException e) {
            return new Reading.Unfit(cut(e.getMessage()));
        }
    }

    static JsonNode tree(String text) throws BadSchema {
        try {
            return ArgumentText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadSchema("is not JSON: " + e.getMessage());
        }
    }

    /// A schema that points elsewhere would make start-up, or a call, fetch it.
    private static void refuseOutsideReferences(JsonNode tree) throws BadSchema {
        for (String reference : tree.findValuesAsText("$ref")) {
            if (!reference.startsWith("#")) {
                throw new BadSchema("refers to \"" + cut(reference) + "\"; only references inside the schema are read");
            }
        }
    }

    static String describe(List<Error> errors) {
        String all =
                errors.stream().limit(MOST_ERRORS).map(ToolSchema::describe).collect(Collectors.joining("; "));
        int rest = errors.size() - MOST_ERRORS;
        return rest > 0 ? all + "; and " + rest + " more" : all;
    }

    private static String describe(Error error) {
        String where = error.getInstanceLocation().toString();
        return cut((where.isEmpty() ? "" : where + ": ") + error.getMessage());
    }

    private static String cut(String message) {
        return message.length() <= MOST_MESSAGE ? message : message.substring(0, MOST_MESSAGE) + "…";
    }
}
