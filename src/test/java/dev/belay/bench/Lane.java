package dev.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// One way to the same answer, asked again and again by one caller.
///
/// @param calls how often the provider is asked for one answer
/// @param shape of the request
record Lane(String name, URI base, int calls, Shape shape) {

    /// @param model as the request names it
    /// @param tool a tool of the server that is offered, or `null`
    /// @param keyed whether each request carries an idempotency key of its own
    /// @param stream whether the answer is streamed, and the time is that of its first byte
    record Shape(String model, String tool, boolean keyed, boolean stream) {}

    static Lane plain(String name, URI base, String model) {
        return new Lane(name, base, 1, new Shape(model, null, false, false));
    }

    static Lane streamed(String name, URI base, String model) {
        return new Lane(name, base, 1, new Shape(model, null, false, true));
    }

    static Lane withTool(String name, URI base, String tool, boolean keyed) {
        return new Lane(name, base, 2, new Shape("tools", tool, keyed, false));
    }

    /// Asks once, and checks what came.
    ///
    /// @return nanoseconds from sending until the whole answer, or its first byte if it is streamed
    long ask(HttpClient client) throws IOException, InterruptedException {
        HttpRequest request = request();
        long begun = System.nanoTime();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int first = body.read();
            long atFirst = System.nanoTime();
            String rest = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            long atEnd = System.nanoTime();
            assertThat(response.statusCode()).as(rest).isEqualTo(200);
            assertThat(first).isEqualTo(shape.stream() ? 'd' : '{');
            assertThat(rest).contains("\"finish_reason\":\"stop\"", shape.stream() ? "data: [DONE]" : "The end.");
            return (shape.stream() ? atFirst : atEnd) - begun;
        }
    }

    private HttpRequest request() {
        ObjectNode body = Json.object().put("model", shape.model());
        body.putArray("messages").addObject().put("role", "user").put("content", "How are you?");
        if (shape.stream()) {
            body.put("stream", true);
        }
        if (shape.tool() != null) {
            body.putObject("belay").putArray("tools").add(shape.tool());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer bench")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
        if (shape.keyed()) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        return request.build();
    }
}
