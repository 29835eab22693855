package dev.belay.model.codec.toolcall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.IOException;

/// One tool call as it comes in, piece by piece.
///
/// Some providers send every piece twice. Two equal pieces in a row can also be meant, so both readings are kept: the
/// pieces as they came, and the pieces without immediate repetition. The first one that is JSON counts.
final class CallParts {
    private final StringBuilder asSent = new StringBuilder();
    private final StringBuilder withoutRepetition = new StringBuilder();
    private String id;
    private String name = "";
    private String last;

    void add(JsonNode delta) {
        JsonNode function = delta.path("function");
        if (id == null && !delta.path("id").asText("").isEmpty()) {
            id = delta.get("id").asText();
        }
        String newName = function.path("name").asText("");
        if (!newName.equals(name)) {
            name += newName;
        }
        JsonNode arguments = function.path("arguments");
        if (arguments.isObject()) {
            append(arguments.toString());
        } else if (!arguments.asText("").isEmpty()) {
            append(arguments.asText());
        }
    }

    /// Whether `delta` belongs to another call than this one, though it names the same place.
    boolean contradicts(String otherId) {
        return id != null && !otherId.isEmpty() && !id.equals(otherId);
    }

    boolean isCall(String otherId) {
        return otherId.equals(id);
    }

    int characters() {
        return name.length() + asSent.length();
    }

    /// @param spareId used if the provider gave none
    ToolCall call(String spareId) {
        return new ToolCall(id == null ? spareId : id, name, arguments());
    }

    /// Whether the arguments are JSON in one of the two readings.
    boolean readable() {
        return isJson(arguments());
    }

    /// Whether arguments came, and came whole.
    boolean whole() {
        return !asSent.isEmpty() && readable();
    }

    private String arguments() {
        if (asSent.toString().isBlank()) {
            return "{}";
        }
        boolean repaired = !isJson(asSent.toString()) && isJson(withoutRepetition.toString());
        return (repaired ? withoutRepetition : asSent).toString();
    }

    private void append(String piece) {
        asSent.append(piece);
        if (piece.equals(last)) {
            last = null;
        } else {
            withoutRepetition.append(piece);
            last = piece;
        }
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = Json.mapper().createParser(text)) {
            return parser.readValueAsTree() != null && parser.nextToken() == null;
        } catch (IOException _) {
            return false;
        }
    }
}
