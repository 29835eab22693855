package dev.belay.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/// An ordinary HTTP client of the provider.
final class HttpCaller implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final StandIn provider;

    HttpCaller(StandIn provider) {
        this.provider = provider;
    }

    HttpResponse<String> post(Chat chat, String... headers) throws IOException, InterruptedException {
        return postTo("/v1/chat/completions", chat, headers);
    }

    HttpResponse<String> postTo(String path, Chat chat, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(chat.json()));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    /// The assistant message of a response that must be good.
    JsonNode message(Chat chat) throws IOException, InterruptedException {
        HttpResponse<String> response = post(chat);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return Json.tree(response.body()).path("choices").path(0).path("message");
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return client.send(request(path).DELETE().build(), BodyHandlers.ofString());
    }

    /// The `data:` of each event.
    static List<String> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    /// The words of a stream put together, and the number of its token events before them as `n|words`.
    static String words(List<String> events) {
        StringBuilder words = new StringBuilder();
        int tokens = 0;
        for (String event : events) {
            JsonNode content = event.startsWith("{\"id\":\"chatcmpl-standin") && !event.contains("GARBAGE")
                    ? Json.tree(event).at("/choices/0/delta/content")
                    : Json.object();
            if (content.isTextual() && !content.asText().isEmpty()) {
                tokens++;
                words.append(content.asText());
            }
        }
        return tokens + "|" + words;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + provider.port() + path));
    }

    @Override
    public void close() {
        client.close();
    }
}
