package dev.belay.toolcall.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.value.WrittenCall;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Puts one written call to one schema.
final class Matcher {
    /// What some models put around the arguments.
    private static final List<String> WRAPPERS =
            List.of("arguments", "parameters", "args", "input", "kwargs", "params", "properties");

    private final Schema schema;
    private final Set<Adjustment> done = EnumSet.noneOf(Adjustment.class);
    private String unfit;

    private Matcher(Schema schema) {
        this.schema = schema;
    }

    /// @param tool name as it is offered
    static Match match(WrittenCall call, String tool, Schema schema) {
        return new Matcher(schema).match(call, tool);
    }

    private Match match(WrittenCall call, String tool) {
        if (!tool.equals(call.name())) {
            done.add(Adjustment.TOOL_NAME);
        }
        ObjectNode given = unwrapped(call.named());
        ObjectNode named = call.positional().isEmpty() ? given : placed(call.positional(), given);
        ObjectNode arguments = Json.object();
        List<String> unknown = new ArrayList<>();
        List<String> mismatched = new ArrayList<>();
        Coercion coercion = new Coercion(done);
        named.properties().forEach(one -> {
            String name = name(one.getKey(), named);
            if (schema.declares() && !schema.has(name)) {
                unknown.add(name);
            }
            JsonNode value = coercion.coerce(one.getValue(), schema.at(name));
            if (!Coercion.fits(value, schema.at(name))) {
                mismatched.add(name);
            }
            arguments.set(name, value);
        });
        call.sources().forEach((written, source) -> {
            String name = name(written, named);
            if (schema.at(name).asWritten()) {
                arguments.set(name, TextNode.valueOf(source));
                mismatched.remove(name);
            }
        });
        List<String> missing =
                schema.required().stream().filter(name -> !arguments.has(name)).toList();
        return new Match(tool, true, arguments, missing, unknown, new Match.Fit(done, mismatched, unfit));
    }

    /// Two written names never become one: then each stays as it is.
    private String name(String written, ObjectNode all) {
        String name = schema.property(written);
        if (name == null || name.equals(written) || all.has(name)) {
            return written;
        }
        done.add(Adjustment.ARGUMENT_NAME);
        return name;
    }

    private ObjectNode unwrapped(ObjectNode named) {
        if (named.size() != 1) {
            return named;
        }
        var only = named.properties().iterator().next();
        boolean wrapper = WRAPPERS.contains(only.getKey()) && !schema.has(only.getKey());
        if (!wrapper || !(only.getValue() instanceof ObjectNode inner)) {
            return named;
        }
        done.add(Adjustment.WRAPPER);
        return inner;
    }

    private ObjectNode placed(List<JsonNode> positional, ObjectNode named) {
        if (positional.size() == 1
                && named.isEmpty()
                && positional.getFirst() instanceof ObjectNode only
                && all(only)) {
            done.add(Adjustment.WRAPPER);
            return only;
        }
        ObjectNode placed = Json.object();
        List<String> free =
                schema.order().stream().filter(name -> !named.has(name)).toList();
        if (positional.size() > free.size()) {
            unfit = "it has %d arguments without names, and only %d can be named by their order"
                    .formatted(positional.size(), free.size());
            return named;
        }
        for (int at = 0; at < positional.size(); at++) {
            placed.set(free.get(at), positional.get(at));
        }
        done.add(Adjustment.POSITION);
        return placed.setAll(named);
    }

    /// Whether an object can only be all arguments in one.
    private boolean all(ObjectNode object) {
        boolean first = !schema.order().isEmpty()
                && schema.at(schema.order().getFirst()).says(Schema.Kind.OBJECT);
        List<String> names =
                object.properties().stream().map(java.util.Map.Entry::getKey).toList();
        return !first && !names.isEmpty() && names.stream().allMatch(schema::has);
    }
}
