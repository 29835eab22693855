package dev.belay.toolcall.dialect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.value.LenientValues;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Sees the arguments of a call in one JSON value: an object, an object or keywords within a text, pairs of name and
/// value, or the arguments in their order.
public final class ArgumentShapes {
    /// What was read, which the value is, or is part of.
    private final WrittenValue written;

    private final String name;

    private ArgumentShapes(WrittenValue written, String name) {
        this.written = written;
        this.name = name;
    }

    /// A call of a known name with all arguments in one value.
    public static WrittenCall call(String name, WrittenValue arguments) {
        return call(name, arguments.json(), arguments);
    }

    /// The same, where the value is part of what was read.
    static WrittenCall call(String name, JsonNode arguments, WrittenValue written) {
        return new ArgumentShapes(written, name).made(arguments);
    }

    /// Whether a value under a tool's name can be arguments, be it of several calls.
    static boolean in(JsonNode value) {
        if (value.isArray()) {
            for (JsonNode one : value) {
                if (!one.isObject()) {
                    return false;
                }
            }
        }
        return value.isContainerNode()
                || value.isNull()
                || value.asText().startsWith("{")
                || Keywords.read("f", value.asText()) != null;
    }

    private WrittenCall made(JsonNode arguments) {
        return switch (arguments) {
            case ObjectNode object -> named(object);
            case JsonNode text when text.isTextual() -> unpacked(text);
            case JsonNode list when list.isArray() -> listed(list);
            case JsonNode none when none.isNull() -> named(Json.object());
            default -> call(Json.object(), List.of(arguments), Set.of());
        };
    }

    private WrittenCall unpacked(JsonNode value) {
        String text = value.textValue();
        if (text.isBlank()) {
            return named(Json.object());
        }
        WrittenValue inner = new LenientValues(text).read(0, text.length());
        if (inner.found()
                && inner.json() instanceof ObjectNode named
                && text.substring(inner.end()).isBlank()) {
            return call(named, List.of(), inner.repairs());
        }
        WrittenCall keywords = Keywords.read(name, text);
        return keywords != null
                ? call(keywords.named(), List.of(), keywords.repairs())
                : call(Json.object(), List.of(value), Set.of());
    }

    /// Pairs of name and value, objects that together hold the arguments, or the arguments in their order.
    private WrittenCall listed(JsonNode list) {
        ObjectNode named = Json.object();
        for (JsonNode one : list) {
            if (!one.isObject()) {
                List<JsonNode> positional = new ArrayList<>();
                list.forEach(positional::add);
                return call(Json.object(), positional, Set.of());
            }
            if (one.path("name").isTextual() && one.has("value")) {
                named.set(one.get("name").textValue(), one.get("value"));
            } else {
                named.setAll((ObjectNode) one);
            }
        }
        return named(named);
    }

    private WrittenCall named(ObjectNode arguments) {
        return call(arguments, List.of(), Set.of());
    }

    private WrittenCall call(ObjectNode named, List<JsonNode> positional, Set<Repair> more) {
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        repairs.addAll(written.repairs());
        repairs.addAll(more);
        return new WrittenCall(
                name.strip(), named, positional, written.start(), written.end(), repairs, written.whole());
    }
}
