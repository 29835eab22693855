package dev.belay.edge.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.ErrorReply;
import dev.belay.gateway.Refusal;
import dev.belay.platform.Json;

/// A problem detail (RFC 9457). Its type is `urn:belay:` and a word for programs.
///
/// @param field path of the field at fault, or `null`
public record Problem(int status, String code, String title, String detail, String field) {
    static Problem of(Refusal refusal) {
        String detail = refusal.getMessage();
        String field = "idempotency_key".equals(refusal.field()) ? "Idempotency-Key" : refusal.field();
        return switch (refusal.kind()) {
            case INVALID -> new Problem(400, "invalid", "The request is not valid", detail, field);
            case UNSUPPORTED ->
                new Problem(400, "unsupported", "The request asks for what is not built", detail, field);
            case FORBIDDEN -> new Problem(403, "forbidden", "This caller may not do that", detail, field);
            case UNKNOWN -> new Problem(404, "unknown", "There is no such thing", detail, field);
            case CONFLICT -> new Problem(409, "conflict", "The run is still at work", detail, field);
            case KEY_REUSED -> new Problem(422, "key-reused", "The key was used with another body", detail, field);
            case OVERLOADED -> new Problem(503, "overloaded", "Too many runs", detail, field);
        };
    }

    /// An error of HTTP itself.
    static Problem of(int status) {
        return switch (status) {
            case 400 -> new Problem(400, "bad-request", "Bad request", "this is not valid HTTP for this path", null);
            case 404 -> new Problem(404, "unknown", "Not found", "there is no such thing", null);
            case 405 -> new Problem(405, "method", "Method not allowed", "this path does not have that method", null);
            case 406 -> new Problem(406, "not-acceptable", "Not acceptable", "this path answers otherwise", null);
            case 413 ->
                new Problem(413, "too-large", "Body too large", "the body is larger than this server takes", null);
            case 415 ->
                new Problem(415, "media-type", "Unsupported media type", "the body must be application/json", null);
            case 503 -> new Problem(503, "overloaded", "Too much to do", "the server is busy; try again shortly", null);
            default ->
                status < 500
                        ? new Problem(status, "refused", "Refused", "the request was refused", null)
                        : new Problem(status, "internal", "Internal error", "the server failed", null);
        };
    }

    static Problem unauthenticated(String detail) {
        return new Problem(401, "unauthenticated", "Who is asking?", detail, null);
    }

    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("type", "urn:belay:" + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        return field == null ? json : json.put("field", field);
    }

    public ErrorReply reply() {
        return reply(json());
    }

    /// @param json [#json] and more
    public ErrorReply reply(ObjectNode json) {
        return new ErrorReply(status, "application/problem+json", json.toString());
    }
}
