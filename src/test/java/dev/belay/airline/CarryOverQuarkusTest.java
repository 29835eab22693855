package dev.belay.airline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Recorded conversations with a provider that breaks after k tool results: the next tier finishes from there, and the
/// airline's systems see every call as often as the recording made it, never more.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = AirlineResource.class, restrictToAnnotatedClass = true)
class CarryOverQuarkusTest {
    @TestHTTPResource("/v1/chat/completions")
    URI chat;

    private final HttpClient client = HttpClient.newHttpClient();

    @TestFactory
    Stream<DynamicTest> theNextTierGoesOnFromTheResultsOfTheFirst() {
        Recording.orSkip();
        return AirlineResource.sample.stream()
                .map(broken -> DynamicTest.dynamicTest(broken.policy(), () -> plays(broken)));
    }

    private void plays(AirlineResource.Broken broken) throws Exception {
        AirlineResource.provider.reset();
        AirlineResource.airline.play(broken.recording());
        String session = UUID.randomUUID().toString();
        int fallen = 0;
        boolean first = true;
        for (String turn : broken.recording().userTurns()) {
            JsonNode answer = say(broken, session, first ? broken.recording().system() : null, turn);
            fallen += answer.at("/belay/attempts").asInt() > 1 ? 1 : 0;
            first = false;
        }
        // The provider breaks once per customer's turn from then on.
        assertThat(fallen).as("requests in which a tier fell").isPositive();
        List<Recording.Call> expected = broken.recording().calls().stream()
                .filter(call -> !call.tool().equals("calculate"))
                .toList();
        assertThat(AirlineResource.airline.executed()).isEqualTo(expected);
    }

    private JsonNode say(AirlineResource.Broken broken, String session, String system, String text)
            throws IOException, InterruptedException {
        ObjectNode body = Json.object().put("model", broken.policy());
        ArrayNode messages = body.putArray("messages");
        if (system != null) {
            messages.addObject().put("role", "system").put("content", system);
        }
        messages.addObject().put("role", "user").put("content", text);
        ObjectNode belay = body.putObject("belay").put("session", session);
        ArrayNode tools = belay.putArray("tools");
        Json.tree(java.nio.file.Files.readString(Recording.folder().resolve("tools.json")))
                .forEach(tool -> tools.add(tool.at("/function/name").asText()));
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(chat)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as(() -> response.body() + AirlineResource.provider.log())
                .isEqualTo(200);
        JsonNode answer = Json.tree(response.body());
        assertThat(answer.at("/belay/state").asText()).as(response.body()).isEqualTo("SUCCEEDED");
        return answer;
    }
}
