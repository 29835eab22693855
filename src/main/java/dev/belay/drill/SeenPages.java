package dev.belay.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.wire.HttpRequest;
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
final class SeenPages {
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "content-type",
            "user-agent",
            "traceparent",
            "tracestate",
            "x-stainless-retry-count",
            "x-standin-conversation");
    private static final Set<String> SECRET = Set.of("authorization", "api-key", "x-api-key");

    private SeenPages() {}

    static Seen.Asked asked(HttpRequest request, JsonNode body, Conversation conversation, boolean keepBody) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, shown(name, value)));
        return new Seen.Asked(
                body.path("model").asText(),
                body.path("stream").asBoolean(),
                headers,
                request.headers().get("traceparent"),
                new Seen.Shape(
                        body.path("messages").size(),
                        conversation.decisions(),
                        conversation.results(),
                        conversation.offered().stream().sorted().toList(),
                        conversation.textual()),
                keepBody ? request.text() : null);
    }

    static ObjectNode log(List<Seen> seen) {
        ObjectNode page = Json.object();
        var attempts = page.putArray("attempts");
        seen.forEach(attempt -> attempts.add(json(attempt)));
        return page;
    }

    /// Usage of whole responses: what a provider would bill.
    static ObjectNode ledger(List<Seen> seen) {
        ObjectNode page = Json.object();
        var entries = page.putArray("entries");
        long[] sum = new long[2];
        for (Seen attempt : seen) {
            if (attempt.played().complete()) {
                Seen.Played played = attempt.played();
                entries.addObject()
                        .put("number", attempt.number())
                        .put("model", attempt.model())
                        .put("prompt_tokens", played.inputTokens())
                        .put("completion_tokens", played.outputTokens());
                sum[0] += played.inputTokens();
                sum[1] += played.outputTokens();
            }
        }
        page.putObject("total").put("prompt_tokens", sum[0]).put("completion_tokens", sum[1]);
        return page;
    }

    private static ObjectNode json(Seen seen) {
        Seen.Asked asked = seen.asked();
        Seen.Played played = seen.played();
        ObjectNode json = Json.object()
                .put("number", seen.number())
                .put("connection", seen.connection())
                .put("model", asked.model())
                .put("streaming", asked.streaming())
                .put("traceparent", asked.traceparent())
                .put("messages", asked.shape().messages())
                .put("decisions", asked.shape().decisions())
                .put("tool_results", asked.shape().results())
                .put("textual", asked.shape().textual())
                .put("played", played.what())
                .put("attempt", played.attempt())
                .put("status", played.status())
                .put("prompt_tokens", played.inputTokens())
                .put("completion_tokens", played.outputTokens())
                .put("complete", played.complete())
                .put("started_ms", seen.times().started())
                .put("ended_ms", seen.times().ended())
                .put("cancelled", seen.cancelled())
                .put("cancelled_ms", seen.times().cancelled());
        asked.shape().offered().forEach(json.withArray("offered")::add);
        asked.headers().forEach(json.putObject("headers")::put);
        return json;
    }

    private static String shown(String name, String value) {
        if (SECRET.contains(name)) {
            return "sha256:" + hash(value.replaceFirst("^(?i)bearer\\s+", "")).substring(0, 8);
        }
        return HARMLESS.contains(name) ? value : "…";
    }

    private static String hash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
