package dev.belay.edge.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.ErrorReply;
import dev.belay.gateway.Refusal;
import dev.belay.platform.Json;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;

/// OpenAI's error envelope: `{"error":{"message","type","param","code"}}`, and `belay` where a run is concerned.
///
/// @param type OpenAI's class of errors
/// @param param the field at fault, or `null`
/// @param code a word for programs, or `null`
record ErrorBody(int status, String message, String type, String param, String code) {
    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";
    private static final Pattern OURS =
            Pattern.compile("(tools|tier_order)\\[\\d+]|deadline_ms|budget_usd|durability|session|kind");

    static ErrorBody of(Refusal refusal) {
        String param = param(refusal.field());
        return switch (refusal.kind()) {
            case INVALID -> new ErrorBody(400, refusal.getMessage(), INVALID, param, "invalid_value");
            case UNSUPPORTED -> new ErrorBody(400, refusal.getMessage(), INVALID, param, "unsupported_value");
            case FORBIDDEN -> new ErrorBody(403, refusal.getMessage(), "permission_error", param, "forbidden");
            case UNKNOWN ->
                new ErrorBody(
                        404,
                        refusal.getMessage(),
                        INVALID,
                        param,
                        "model".equals(param) ? "model_not_found" : "not_found");
            case CONFLICT -> new ErrorBody(409, refusal.getMessage(), "conflict_error", param, "run_in_progress");
            case KEY_REUSED -> new ErrorBody(422, refusal.getMessage(), INVALID, param, "idempotency_key_reused");
            case OVERLOADED -> new ErrorBody(503, refusal.getMessage(), SERVER, param, "overloaded");
        };
    }

    /// An error of HTTP itself.
    static ErrorBody of(int status) {
        return switch (status) {
            case 400 -> new ErrorBody(400, "the request is not valid HTTP for this path", INVALID, null, "bad_request");
            case 404 -> new ErrorBody(404, "there is no such path", INVALID, null, "unknown_url");
            case 405 -> new ErrorBody(405, "this path does not have that method", INVALID, null, "method_not_allowed");
            case 406 -> new ErrorBody(406, "this path answers application/json", INVALID, null, "not_acceptable");
            case 413 ->
                new ErrorBody(413, "the body is larger than this server takes", INVALID, null, "body_too_large");
            case 415 ->
                new ErrorBody(415, "the body must be application/json", INVALID, null, "unsupported_media_type");
            case 503 ->
                new ErrorBody(503, "the server has too much to do; try again shortly", SERVER, null, "overloaded");
            default ->
                status < 500
                        ? new ErrorBody(status, "the request was refused", INVALID, null, null)
                        : new ErrorBody(status, "the server failed", SERVER, null, "internal_error");
        };
    }

    static ErrorBody unauthenticated(String message) {
        return new ErrorBody(401, message, INVALID, null, "invalid_api_key");
    }

    private String json(ObjectNode belay) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("message", message).put("type", type).put("param", param).put("code", code);
        if (belay != null) {
            error.set("belay", belay);
        }
        return body.toString();
    }

    ErrorReply reply() {
        return reply(null);
    }

    ErrorReply reply(ObjectNode belay) {
        return new ErrorReply(status, MediaType.APPLICATION_JSON, json(belay));
    }

    /// The gateway names fields as the native API does; here the same things have other places.
    private static String param(String field) {
        return switch (field) {
            case null -> null;
            case "policy", "strategy" -> "model";
            case "idempotency_key" -> "Idempotency-Key";
            default -> OURS.matcher(field).matches() ? "belay." + field : field;
        };
    }
}
