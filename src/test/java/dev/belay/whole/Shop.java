package dev.belay.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A customer of the shop, who comes in over HTTP.
record Shop(URI server, HttpClient client) {

    /// @param model a policy
    static ObjectNode ask(String model, String text) {
        ObjectNode body = Json.object().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body;
    }

    /// @param tools executed on the server, in a session of its own
    static ObjectNode order(String text, String... tools) {
        ObjectNode body = ask("clerk", text);
        var offered = body.putObject("belay")
                .put("session", UUID.randomUUID().toString())
                .putArray("tools");
        for (String tool : tools) {
            offered.add(tool);
        }
        return body;
    }

    CompletableFuture<HttpResponse<String>> chat(ObjectNode body) {
        return client.sendAsync(post("/v1/chat/completions", body), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode chat(int status, ObjectNode body) {
        return read(status, chat(body).join());
    }

    JsonNode post(int status, String path, ObjectNode body) throws IOException, InterruptedException {
        return read(status, client.send(post(path, body), HttpResponse.BodyHandlers.ofString()));
    }

    JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).build();
        return read(
                200,
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join());
    }

    JsonNode explain(String runId) {
        return get("/api/v1/runs/" + runId + "/explain");
    }

    /// How often attempts of a tier came to this since the application started.
    long attempts(String tier, String outcome) {
        for (JsonNode each : get("/api/v1/tiers").at("/data")) {
            if (each.at("/id").asText().equals(tier)) {
                return each.at("/attempts").path(outcome).asLong();
            }
        }
        throw new AssertionError("there is no tier " + tier);
    }

    static JsonNode read(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Json.tree(response.body());
    }

    private HttpRequest post(String path, ObjectNode body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
    }
}
