package dev.belay.model.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a provider says about an error, whatever its dialect.
///
/// Read are OpenAI's and Azure's `{"error":{…}}`, Ollama's `{"error":"…"}`, vLLM's `{"object":"error",…}`, FastAPI's
/// `{"detail":…}`, a bare `{"message":…}`, and Gemini's list with one of these in it.
///
/// @param message the provider's words, or the empty string if there are none in a form we know
/// @param codes every code and type it gave, lower case
/// @param status an HTTP status given as code, or 0
record ErrorBody(String message, List<String> codes, int status) {
    static final ErrorBody NOTHING = new ErrorBody("", List.of(), 0);

    static ErrorBody of(String body) {
        try {
            return of(Json.tree(body));
        } catch (UncheckedIOException _) {
            return NOTHING;
        }
    }

    /// @param node a whole body, or what stands behind `error` in one
    static ErrorBody of(JsonNode node) {
        JsonNode body = node != null && node.isArray() && !node.isEmpty() ? node.get(0) : node;
        if (body == null || body.isNull() || body.isMissingNode()) {
            return NOTHING;
        }
        JsonNode error = body.hasNonNull("error") ? body.get("error") : body;
        if (error.isTextual()) {
            return new ErrorBody(error.asText(), codes(body), status(body));
        }
        return new ErrorBody(message(error), codes(error), status(error));
    }

    private static String message(JsonNode error) {
        for (String name : List.of("message", "detail", "msg")) {
            JsonNode value = error.path(name);
            if (value.isTextual()) {
                return value.asText();
            }
            if (value.isArray() && value.path(0).path("msg").isTextual()) {
                return value.path(0).path("msg").asText();
            }
        }
        return "";
    }

    private static List<String> codes(JsonNode error) {
        List<String> codes = new ArrayList<>();
        for (JsonNode place : List.of(error, error.path("innererror"), error.path("inner_error"))) {
            for (String name : List.of("code", "type", "status")) {
                JsonNode value = place.path(name);
                if (value.isTextual() && !value.asText().isBlank()) {
                    codes.add(value.asText().toLowerCase(Locale.ROOT));
                }
            }
        }
        return List.copyOf(codes);
    }

    private static int status(JsonNode error) {
        for (String name : List.of("code", "status", "statusCode", "status_code")) {
            int value = error.path(name).asInt(0);
            if (value >= 400 && value <= 599) {
                return value;
            }
        }
        return 0;
    }
}
