package dev.belay.bench.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/// One kind of run: a tool that the model calls some times, one call after another, with a journal or without.
///
/// @param name as the table says it
/// @param journal whether each step is committed before the next
/// @param floor the same work without a journal, or `null` if this is without one
record Flow(String name, String tool, boolean journal, Flow floor) {
    static final Flow DESTINATION = new Flow("HTTP tool, no journal (floor)", "pure", false, null);
    static final Flow INSERT = new Flow("inserting tool, no journal (floor)", "plain", false, null);
    static final Flow PURE = new Flow("PURE", "pure", true, DESTINATION);
    static final Flow TRANSACTIONAL = new Flow("TRANSACTIONAL", "transactional", true, INSERT);
    static final Flow KEYED = new Flow("KEYED", "keyed", true, DESTINATION);
    static final Flow RECONCILABLE = new Flow("RECONCILABLE", "reconcilable", true, DESTINATION);
    static final Flow UNSAFE = new Flow("UNSAFE", "unsafe", true, DESTINATION);

    /// Whether each call inserts a row, and asks no destination.
    boolean inserts() {
        return this.equals(INSERT) || this.equals(TRANSACTIONAL);
    }

    /// Has one run answered, and checks what came.
    ///
    /// @param calls tool calls of the run
    void run(HttpClient client, URI server, int calls) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request(server, calls), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("The end.");
    }

    private HttpRequest request(URI server, int calls) {
        ObjectNode body = Json.object().put("model", "belay");
        body.putArray("messages").addObject().put("role", "user").put("content", "Please count to " + calls + ".");
        ObjectNode belay = body.putObject("belay").put("durability", journal ? "journal" : "none");
        belay.putArray("tools").add(tool);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
        if (journal) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        return request.build();
    }
}
