package dev.belay.gateway.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import dev.belay.strategy.voting.count.Meaning;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.schema.Reading;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/// Says whether two answers, or two calls, are the same: by the rules by which votes are counted. Thread-safe.
///
/// @param likeness of texts, from 0 to 1, from which on they are
record Comparing(ToolCatalog catalog, double likeness) {

    /// Calls of the caller's own tools are an answer: they are compared field by field, whatever their order.
    boolean same(Message.Assistant one, Message.Assistant other) {
        if (one.callsTools() || other.callsTools()) {
            return calls(one.toolCalls()).equals(calls(other.toolCalls()));
        }
        return Meaning.of(one.text(), true).same(Meaning.of(other.text(), true), likeness);
    }

    /// What a call asks for: arguments as they stand, with the defaults of the tool's schema filled in.
    Meaning call(String tool, String arguments) {
        ToolCatalog.Entry entry = catalog.find(tool);
        boolean fits = entry != null && entry.schema().read(arguments) instanceof Reading.Fit;
        String read = fits ? ((Reading.Fit) entry.schema().read(arguments)).canonical() : arguments;
        ObjectNode call = Json.object();
        call.set(tool, json(read));
        return Meaning.of(call, false);
    }

    private static List<String> calls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> {
                    ObjectNode fields = Json.object();
                    fields.set(call.name(), json(call.arguments()));
                    return Meaning.of(fields, false).toString();
                })
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static JsonNode json(String arguments) {
        try {
            return Json.tree(arguments);
        } catch (UncheckedIOException _) {
            return Json.object().textNode(arguments);
        }
    }
}
