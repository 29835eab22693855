package dev.belay.toolcall.dialect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.match.Toolbox;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sees calls in a JSON value: `{"name", "arguments"}` under each of the names that models give to these two, OpenAI's
/// nesting, a list of calls, the tool's name as a key. A description of a tool is none.
public final class CallShapes {
    private static final int DEEPEST = 4;

    private final Toolbox tools;
    private final WrittenValue written;
    private final List<WrittenCall> calls = new ArrayList<>();

    private CallShapes(Toolbox tools, WrittenValue written) {
        this.tools = tools;
        this.written = written;
    }

    /// The calls in a value, in order; empty if it is something else. Names need not be offered where the shape can
    /// only be a call's.
    public static List<WrittenCall> in(WrittenValue written, Toolbox tools) {
        CallShapes shapes = new CallShapes(tools, written);
        shapes.collect(written.json(), 0);
        return shapes.calls;
    }

    private boolean collect(JsonNode value, int depth) {
        if (value.isArray()) {
            return list(value, depth);
        }
        return value instanceof ObjectNode object
                && (listed(object, depth)
                        || nested(object, depth)
                        || plain(object)
                        || keyed(object)
                        || wrapped(object, depth));
    }

    private boolean list(JsonNode list, int depth) {
        if (list.size() == 2 && list.get(0).isTextual() && list.get(1).isObject() && offered(list.get(0)) != null) {
            return add(list.get(0).textValue(), list.get(1));
        }
        boolean any = false;
        if (depth < DEEPEST) {
            for (JsonNode one : list) {
                any |= collect(one, depth + 1);
            }
        }
        return any;
    }

    private boolean listed(ObjectNode object, int depth) {
        for (String key : Keys.LISTS) {
            JsonNode list = object.path(key);
            if (list.isArray() && depth < DEEPEST && !list.isEmpty()) {
                return list(list, depth + 1);
            }
        }
        return false;
    }

    private boolean nested(ObjectNode object, int depth) {
        for (String key : Keys.NESTED) {
            if (object.path(key).isObject() && depth < DEEPEST && tools.find(key) == null) {
                return collect(object.path(key), depth + 1);
            }
        }
        return false;
    }

    private boolean plain(ObjectNode object) {
        String key = Keys.NAMES.stream()
                .filter(name -> object.path(name).isTextual())
                .filter(name -> offered(object.get(name)) != null)
                .findFirst()
                .orElse(Keys.NAMES.stream()
                        .filter(name -> object.path(name).isTextual())
                        .findFirst()
                        .orElse(null));
        if (key == null) {
            return false;
        }
        String name = object.get(key).textValue();
        for (String holder : Keys.ARGUMENTS) {
            if (object.has(holder)) {
                return !echo(object, holder) && add(name, filled(object.get(holder)));
            }
        }
        return tools.find(name) != null && flat(object, key, name);
    }

    /// `{"name": "f", "a": 1}`, or `{"name": "f"}` where no argument is needed.
    private boolean flat(ObjectNode object, String key, String name) {
        String tool = tools.find(name);
        ObjectNode rest = object.deepCopy();
        rest.remove(List.of(key, "type", "id", "thought", "reasoning"));
        boolean all =
                rest.properties().stream().allMatch(one -> tools.schema(tool).has(one.getKey()));
        return all && (!rest.isEmpty() || tools.schema(tool).required().isEmpty()) && add(name, rest);
    }

    /// `{"f": {"a": 1}}`, several tools in one object, or a list of arguments for several calls of one.
    private boolean keyed(ObjectNode object) {
        boolean all = !object.isEmpty()
                && object.properties().stream()
                        .allMatch(one -> tools.find(one.getKey()) != null && ArgumentShapes.in(one.getValue()));
        if (!all) {
            return false;
        }
        object.properties().forEach(one -> {
            boolean several = one.getValue().isArray() && !one.getValue().isEmpty();
            if (several) {
                one.getValue().forEach(each -> add(one.getKey(), each));
            } else {
                add(one.getKey(), one.getValue().isArray() ? Json.object() : one.getValue());
            }
        });
        return true;
    }

    /// Calls under a key that says nothing, such as `{"response": [{"name": …}]}`.
    private boolean wrapped(ObjectNode object, int depth) {
        if (depth >= DEEPEST || object.has("properties")) {
            return false;
        }
        boolean any = false;
        for (Map.Entry<String, JsonNode> one : object.properties()) {
            any |= one.getValue().isContainerNode() && collect(one.getValue(), depth + 1);
        }
        return any;
    }

    /// A tool's description repeated: its parameters are a schema.
    private static boolean echo(ObjectNode object, String holder) {
        JsonNode schema = object.get(holder);
        JsonNode properties = schema.path("properties");
        boolean schematic = properties.isObject()
                && (schema.has("type") || schema.has("required"))
                && properties.propertyStream().allMatch(one -> typed(one.getValue()));
        boolean described = object.path("description").isTextual() && holder.startsWith("param");
        return schematic || described && schema.propertyStream().allMatch(one -> typed(one.getValue()));
    }

    /// A schema that was filled in: values stand where the types of the properties stood.
    private static JsonNode filled(JsonNode arguments) {
        boolean schema = arguments.path("type").isTextual()
                && arguments.path("properties").isObject();
        return schema ? arguments.get("properties") : arguments;
    }

    private static boolean typed(JsonNode value) {
        return value.path("type").isTextual();
    }

    private String offered(JsonNode name) {
        return tools.find(name.textValue());
    }

    private boolean add(String name, JsonNode arguments) {
        if (several(arguments)) {
            boolean any = false;
            for (JsonNode one : arguments) {
                any |= add(name, one);
            }
            return any;
        }
        return calls.add(ArgumentShapes.call(name, arguments, written));
    }

    /// Objects of which each holds the arguments of a call of its own: they name the same.
    private static boolean several(JsonNode list) {
        if (!list.isArray()
                || list.size() < 2
                || !list.get(0).isObject()
                || !list.get(1).isObject()) {
            return false;
        }
        boolean pair = list.get(0).has("name") && list.get(0).has("value");
        return !pair && list.get(0).propertyStream().anyMatch(one -> list.get(1).has(one.getKey()));
    }
}
