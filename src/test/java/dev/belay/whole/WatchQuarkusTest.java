package dev.belay.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.log.Seen;
import dev.belay.platform.Json;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs that nobody waits for: watched by server-sent events, taken up again, and stopped.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
@Timeout(60)
class WatchQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    private Http http;

    @BeforeEach
    void forget() {
        http = new Http(server);
        ProviderResource.provider.reset();
    }

    @Test
    void watchesARunToItsEnd() throws Exception {
        String run = start("lookup-broken", "Where is my order?", "look_up", "refuse");
        List<Event> events = events(run);
        assertThat(events)
                .extracting(Event::name)
                .containsExactly(
                        "attempt_started",
                        "decision",
                        "tool_done",
                        "decision",
                        "tool_done",
                        "model_failed",
                        "model_failed",
                        "model_failed",
                        "tier_fell",
                        "attempt_started",
                        "decision",
                        "tier_held",
                        "ended");
        assertThat(events).extracting(Event::id).containsExactlyElementsOf(upTo(events.size()));
        assertThat(http.get(run).json().path("state").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void takesAStreamUpAfterItsLastEvent() throws Exception {
        String run = start("lookup", "Where is my order?", "look_up", "refuse");
        List<Event> whole = events(run);
        assertThat(events(run, "Last-Event-ID", "3")).isEqualTo(whole.subList(3, whole.size()));
        assertThat(events(run, "Last-Event-ID", Integer.toString(whole.size()))).isEmpty();
        assertThat(http.get(run + "/events", "Last-Event-ID", "three").status()).isEqualTo(400);
    }

    @Test
    void spellsAsTheRestOfTheApi() throws Exception {
        Set<String> names = new TreeSet<>();
        events(start("lookup-broken", "Where is my order?", "look_up", "refuse"))
                .forEach(event -> names(event.data(), names));
        assertThat(names)
                .contains("carried_over", "tool_calls", "call_id", "effect_class", "input_tokens", "cost_usd")
                .allMatch(name -> name.matches("[a-z_]+"));
    }

    @Test
    void cancellingClosesTheConnectionToTheProvider() throws Exception {
        String run = start(ProviderResource.SLOW, "Count.");
        try (BufferedReader events = watch(run)) {
            assertThat(next(events).name()).isEqualTo("attempt_started");
            await().until(() -> ProviderResource.provider.log().stream()
                    .anyMatch(seen -> seen.played().status() != null));
            Http.Reply stopping = http.post(run + "/cancel", Json.object()).expect(202);
            assertThat(stopping.json().path("id").asText()).isEqualTo(id(run));
            Event last = null;
            for (Event event = next(events); event != null; event = next(events)) {
                last = event;
            }
            assertThat(last.name()).isEqualTo("ended");
            assertThat(last.data().path("state").asText()).isEqualTo("CANCELLED");
        }
        await().until(() -> ProviderResource.provider.log().stream().allMatch(Seen::cancelled));
        assertThat(ProviderResource.provider.log()).hasSize(1);
        assertThat(http.get(run).expect(200).json().path("state").asText()).isEqualTo("CANCELLED");
        http.post(run + "/cancel", Json.object()).expect(409);
    }

    /// An event of a stream.
    private record Event(String id, String name, JsonNode data) {}

    /// Path of the run.
    private String start(String play, String text, String... tools) throws Exception {
        ObjectNode body = Json.object().put("input", text).put("policy", play);
        body.put("session", UUID.randomUUID().toString());
        for (String tool : tools) {
            body.withArray("tools").add(tool);
        }
        Http.Reply reply = http.post("/api/v1/runs", body).expect(202);
        assertThat(reply.json().path("state").asText()).isEqualTo("RUNNING");
        assertThat(URI.create(reply.header("Location")).getPath())
                .isEqualTo("/api/v1/runs/" + reply.json().path("id").asText());
        return "/api/v1/runs/" + reply.json().path("id").asText();
    }

    private static String id(String run) {
        return run.substring(run.lastIndexOf('/') + 1);
    }

    private BufferedReader watch(String run, String... headers) throws Exception {
        return new BufferedReader(new InputStreamReader(http.stream(run + "/events", headers), StandardCharsets.UTF_8));
    }

    /// All until the stream ends.
    private List<Event> events(String run, String... headers) throws Exception {
        List<Event> events = new ArrayList<>();
        try (BufferedReader lines = watch(run, headers)) {
            for (Event event = next(lines); event != null; event = next(lines)) {
                events.add(event);
            }
        }
        return events;
    }

    /// @return `null` at the end
    private static Event next(BufferedReader lines) throws IOException {
        String id = null;
        String name = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                return new Event(id, name, Json.tree(line.substring(6)));
            }
        }
        return null;
    }

    private static List<String> upTo(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }

    private static void names(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> names(child, names));
    }
}
