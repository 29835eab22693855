package dev.belay.drill.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.wire.HttpRequest;
import dev.belay.drill.wire.Scope;
import dev.belay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What goes into the log about a request, and the log as JSON. Keys are never in it.
public final class SeenPages {
    private static final int MOST_KEPT_BYTES = 1024 * 1024;
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-length",
            "content-type",
            "host",
            "idempotency-key",
            "transfer-encoding",
            "user-agent",
            "traceparent",
            "tracestate",
            "x-stainless-retry-count",
            "x-standin-conversation",
            "x-standin-scope");
    private static final Set<String> SECRET = Set.of("authorization", "api-key", "x-api-key");

    private SeenPages() {}

    public static Seen.Asked asked(
            HttpRequest request, Scope scope, JsonNode body, Conversation conversation, boolean keepBody) {
        Seen.Shape shape = new Seen.Shape(
                body.path("stream").asBoolean(),
                body.path("messages").size(),
                conversation.decisions(),
                conversation.results(),
                conversation.offered().stream().sorted().toList(),
                conversation.textual());
        String model = body.path("model").asText();
        return new Seen.Asked(scope.name(), scope.path(), model, headers(request), shape, raw(request, keepBody));
    }

    /// A call of one of the stand-in's tools.
    public static Seen.Asked called(HttpRequest request, Scope scope, String tool, boolean keepBody) {
        Seen.Shape shape = new Seen.Shape(false, 0, 0, 0, List.of(), false);
        return new Seen.Asked(
                scope.name(), scope.path(), "tools/" + tool, headers(request), shape, raw(request, keepBody));
    }

    private static Seen.Raw raw(HttpRequest request, boolean keepBody) {
        byte[] body = request.body();
        String text = keepBody && body.length <= MOST_KEPT_BYTES ? request.text() : null;
        return new Seen.Raw(body.length, hash(body), text);
    }

    private static Map<String, String> headers(HttpRequest request) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, shown(name, value)));
        return headers;
    }

    public static ObjectNode log(List<Seen> seen) {
        ObjectNode page = Json.object();
        ArrayNode attempts = page.putArray("attempts");
        seen.forEach(attempt -> attempts.add(json(attempt)));
        return page;
    }

    /// Usage of whole responses, what a provider would bill; beside it what was generated for responses that
    /// were cut, which providers bill as they like.
    public static ObjectNode ledger(List<Seen> seen) {
        ObjectNode page = Json.object();
        ArrayNode entries = page.putArray("entries");
        long[] sum = new long[2];
        long cut = 0;
        for (Seen attempt : seen) {
            Seen.Played played = attempt.played();
            if (played.complete()) {
                entries.addObject()
                        .put("number", attempt.number())
                        .put("id", attempt.sent().id())
                        .put("model", attempt.model())
                        .put("prompt_tokens", played.inputTokens())
                        .put("completion_tokens", played.outputTokens());
                sum[0] += played.inputTokens();
                sum[1] += played.outputTokens();
            } else {
                cut += attempt.sent().tokens();
            }
        }
        page.putObject("total").put("prompt_tokens", sum[0]).put("completion_tokens", sum[1]);
        page.putObject("cut").put("completion_tokens", cut);
        return page;
    }

    public static ObjectNode json(Seen seen) {
        Seen.Asked asked = seen.asked();
        Seen.Shape shape = asked.shape();
        ObjectNode json = Json.object()
                .put("number", seen.number())
                .put("scope", asked.scope())
                .put("connection", seen.connection())
                .put("path", asked.path())
                .put("model", asked.model())
                .put("streaming", shape.streaming())
                .put("traceparent", asked.traceparent())
                .put("messages", shape.messages())
                .put("decisions", shape.decisions())
                .put("tool_results", shape.results())
                .put("textual", shape.textual())
                .put("body_bytes", asked.raw().bytes())
                .put("body_sha256", asked.raw().sha256());
        shape.offered().forEach(json.withArray("offered")::add);
        asked.headers().forEach(json.putObject("headers")::put);
        answer(json, seen.played(), seen.sent());
        times(json, seen);
        return json;
    }

    private static void answer(ObjectNode json, Seen.Played played, Seen.Sent sent) {
        json.put("played", played.what())
                .put("attempt", played.attempt())
                .put("status", played.status())
                .put("prompt_tokens", played.inputTokens())
                .put("completion_tokens", played.outputTokens())
                .put("complete", played.complete())
                .put("response_id", sent.id())
                .put("sent_bytes", sent.bytes())
                .put("sent_tokens", sent.tokens());
    }

    private static void times(ObjectNode json, Seen seen) {
        Seen.Times times = seen.times();
        json.put("at", times.at().toString())
                .put("started_ms", times.started())
                .put("first_byte_ms", times.firstByte())
                .put("ended_ms", times.ended())
                .put("cancelled", seen.cancelled())
                .put("cancelled_ms", times.cancelled());
    }

    private static String shown(String name, String value) {
        if (SECRET.contains(name)) {
            String key = value.replaceFirst("^(?i)bearer\\s+", "");
            return "sha256:" + hash(key.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        }
        return HARMLESS.contains(name) ? value : "…";
    }

    private static String hash(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
