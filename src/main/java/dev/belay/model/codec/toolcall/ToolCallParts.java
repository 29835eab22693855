package dev.belay.model.codec.toolcall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The tool calls of one answer as they come in.
///
/// Providers pair the pieces by `index`; some leave it out, or give every call index 0, and pair by `id` instead.
public final class ToolCallParts {
    private final List<CallParts> inOrder = new ArrayList<>();
    private final Map<Integer, CallParts> byIndex = new HashMap<>();

    public void add(JsonNode delta) {
        for (JsonNode piece : delta.path("tool_calls")) {
            partsOf(piece).add(piece);
        }
        if (delta.path("function_call").isObject()) {
            JsonNode piece = Json.object().put("index", 0).set("function", delta.get("function_call"));
            partsOf(piece).add(piece);
        }
    }

    public boolean isEmpty() {
        return inOrder.isEmpty();
    }

    public int characters() {
        int sum = 0;
        for (CallParts parts : inOrder) {
            sum += parts.characters();
        }
        return sum;
    }

    public boolean readable() {
        return inOrder.stream().allMatch(CallParts::readable);
    }

    /// Calls in the order in which they began, each once: a provider that doubles pieces may double whole calls under
    /// another index, and these have the same id.
    public List<ToolCall> calls(Supplier<String> spareIds) {
        List<ToolCall> calls = new ArrayList<>();
        for (CallParts parts : inOrder) {
            ToolCall call = parts.call(spareIds.get());
            if (!calls.contains(call)) {
                calls.add(call);
            }
        }
        return List.copyOf(calls);
    }

    private CallParts partsOf(JsonNode piece) {
        String id = piece.path("id").asText("");
        if (!piece.path("index").isInt()) {
            return id.isEmpty() && beginsAnother(piece) ? begin() : byId(id);
        }
        int index = piece.get("index").asInt();
        CallParts known = byIndex.get(index);
        if (known == null || known.contradicts(id)) {
            known = known == null ? begin() : byId(id);
            byIndex.put(index, known);
        }
        return known;
    }

    /// Without index and id, a name after a call with whole arguments is the next call.
    private boolean beginsAnother(JsonNode piece) {
        boolean named = !piece.path("function").path("name").asText("").isEmpty();
        return named && !inOrder.isEmpty() && inOrder.getLast().whole();
    }

    private CallParts byId(String id) {
        if (id.isEmpty()) {
            return inOrder.isEmpty() ? begin() : inOrder.getLast();
        }
        return inOrder.stream().filter(parts -> parts.isCall(id)).findFirst().orElseGet(this::begin);
    }

    private CallParts begin() {
        CallParts parts = new CallParts();
        inOrder.add(parts);
        return parts;
    }
}
