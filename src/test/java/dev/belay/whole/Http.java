package dev.belay.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/// Speaks with the application under test as one caller would.
///
/// @param key an API key, or `null` for none
record Http(URI server, String key, HttpClient client) {

    Http(URI server) {
        this(server, null, HttpClient.newHttpClient());
    }

    Http as(String otherKey) {
        return new Http(server, otherKey, client);
    }

    /// What came back.
    record Reply(int status, HttpResponse<String> response) {
        String body() {
            return response.body();
        }

        JsonNode json() {
            return Json.tree(body());
        }

        /// @return `null` if it is not there
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        String run() {
            return header("Belay-Run");
        }

        Reply expect(int expected) {
            assertThat(status).as(body()).isEqualTo(expected);
            return this;
        }
    }

    /// A chat that plays something of the stand-in's.
    static ObjectNode ask(String play, String text) {
        ObjectNode body = Json.object().put("model", ProviderResource.id(play));
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body;
    }

    /// The same with tools of ours, in a session.
    static ObjectNode ask(String play, String text, String session, String... tools) {
        ObjectNode body = ask(play, text);
        ObjectNode belay = body.putObject("belay").put("session", session);
        for (String tool : tools) {
            belay.withArray("tools").add(tool);
        }
        return body;
    }

    /// @param headers names and values in turn
    Reply chat(JsonNode body, String... headers) throws IOException, InterruptedException {
        return post("/v1/chat/completions", body, headers);
    }

    Reply post(String path, JsonNode body, String... headers) throws IOException, InterruptedException {
        return reply(client.send(posting(path, body, headers), BodyHandlers.ofString()));
    }

    CompletableFuture<Reply> chatLater(JsonNode body, String... headers) {
        return client.sendAsync(posting("/v1/chat/completions", body, headers), BodyHandlers.ofString())
                .thenApply(Http::reply);
    }

    /// What is known of how good a tier's answers are.
    static JsonNode quality(URI server, String tier) throws IOException, InterruptedException {
        JsonNode figures =
                new Http(server).get("/api/v1/tiers/statistics").expect(200).json();
        return figures.path("data")
                .valueStream()
                .filter(each -> each.path("tier").asText().equals(tier))
                .findFirst()
                .map(each -> each.path("quality"))
                .orElseGet(Json::object);
    }

    Reply get(String path, String... headers) throws IOException, InterruptedException {
        return reply(client.send(request(path, headers).build(), BodyHandlers.ofString()));
    }

    /// The body as it comes in, to be closed by the caller.
    InputStream stream(String path, String... headers) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request(path, headers).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /// A chat whose answer is read as it comes in, to be closed by the caller.
    InputStream chatting(JsonNode body, String... headers) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(posting("/v1/chat/completions", body, headers), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private HttpRequest posting(String path, JsonNode body, String... headers) {
        return request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private static Reply reply(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response);
    }
}
