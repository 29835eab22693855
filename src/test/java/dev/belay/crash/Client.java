package dev.belay.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.support.BelayProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A caller that submits each run under a key of its own, and again elsewhere if it was not told that it was accepted.
final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /// Run ids by the mark of their cases.
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    /// Submits all at once and does not wait.
    CompletableFuture<Void> submit(BelayProcess to, List<Case> cases) {
        return CompletableFuture.allOf(cases.stream().map(one -> send(to, one)).toArray(CompletableFuture[]::new));
    }

    /// Submits what nobody has accepted yet.
    CompletableFuture<Void> submitAgain(BelayProcess to, List<Case> cases) {
        return submit(to, cases.stream().filter(one -> !accepted(one)).toList());
    }

    boolean accepted(Case one) {
        return accepted.containsKey(one.mark());
    }

    String runId(Case one) {
        return accepted.get(one.mark());
    }

    static ObjectNode body(Case one) {
        ObjectNode body = Json.object().put("input", "Please count " + one.mark() + ", all of it.");
        body.putArray("tools").add(one.effect().tool());
        if (one.program()) {
            body.putArray("tier_order").add("code");
        }
        if (one.point() instanceof StrategyPoint point) {
            body.put("strategy", point.strategy());
        }
        return body;
    }

    private CompletableFuture<Void> send(BelayProcess to, Case one) {
        return post(to, "/api/v1/runs", Json.write(body(one)), "Idempotency-Key", one.mark())
                .handle((response, _) -> note(one, response))
                .thenApply(_ -> null);
    }

    private HttpResponse<String> note(Case one, HttpResponse<String> response) {
        if (response != null && response.statusCode() / 100 == 2) {
            accepted.put(one.mark(), Json.tree(response.body()).path("id").asText());
        }
        return response;
    }

    /// Submits something in JSON and does not wait.
    ///
    /// @param headers names and values in turn
    CompletableFuture<HttpResponse<String>> post(BelayProcess to, String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to.uri(path))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// @return -1 if there was no answer
    int status(BelayProcess from, String path) {
        HttpResponse<String> response = get(from, path);
        return response == null ? -1 : response.statusCode();
    }

    /// @return empty if there was no answer
    String text(BelayProcess from, String path) {
        HttpResponse<String> response = get(from, path);
        return response == null ? "" : response.body();
    }

    private HttpResponse<String> get(BelayProcess from, String path) {
        HttpRequest request = HttpRequest.newBuilder(from.uri(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .exceptionally(_ -> null)
                .join();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
