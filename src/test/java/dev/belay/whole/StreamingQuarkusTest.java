package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a caller hears before the answer is whole, and what becomes of it when a provider breaks off.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class StreamingQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    @BeforeEach
    void forget() {
        ProviderResource.provider.reset();
    }

    @ParameterizedTest
    @EnumSource
    void liveWordsComeWhileTheModelSpeaksAndLeavingStopsIt(HttpClient.Version version) throws Exception {
        String run;
        try (Lines lines = lines(streamed(ProviderResource.SLOW, "live"), version)) {
            JsonNode first = lines.chunk();
            assertThat(first.at("/choices/0/delta/role").asText()).isEqualTo("assistant");
            assertThat(lines.chunk().at("/choices/0/delta/content").asText()).isNotEmpty();
            run = first.path("id").asText().substring("chatcmpl-".length());
        }

        await().untilAsserted(() -> assertThat(log()).hasSize(1).allMatch(Seen::cancelled));
        await().untilAsserted(() -> {
            JsonNode told = new Http(server).get("/api/v1/runs/" + run).json();
            assertThat(told.path("state").asText()).isEqualTo("CANCELLED");
            // What it had said is paid for, though it was never reported.
            assertThat(told.at("/usage/input_tokens").asLong()).isPositive();
            assertThat(told.at("/usage/output_tokens").asLong()).isPositive();
            assertThat(told.at("/usage/estimated").asBoolean()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyCallerWhoLeavesHasOneCallStopped(HttpClient.Version version) throws Exception {
        int callers = 8;
        Set<String> before = runs().keySet();
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            Http http = new Http(server, null, client);
            List<CompletableFuture<Http.Reply>> waiting = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                // Half of them wait for the whole answer, half for a stream that is held back.
                waiting.add(http.chatLater(ask(ProviderResource.SLOW, "Hello").put("stream", i % 2 == 0)));
            }
            await().untilAsserted(() -> assertThat(log()).hasSize(callers));
            assertThat(log()).noneMatch(Seen::cancelled);
            client.shutdownNow();
        }

        await().untilAsserted(() -> assertThat(log()).allMatch(Seen::cancelled));
        await().untilAsserted(() -> {
            Map<String, String> ended = runs();
            ended.keySet().removeAll(before);
            assertThat(ended.values()).hasSize(callers).containsOnly("CANCELLED");
        });
        assertThat(log()).describedAs("nobody was asked again").hasSize(callers);
    }

    /// The states of the newest runs, by id.
    private Map<String, String> runs() throws Exception {
        Map<String, String> states = new HashMap<>();
        for (JsonNode run :
                new Http(server).get("/api/v1/runs?limit=50").expect(200).json().path("data")) {
            states.put(run.path("id").asText(), run.path("state").asText());
        }
        return states;
    }

    @ParameterizedTest
    @EnumSource
    void aLiveStreamThatBreaksEndsWithAnErrorAndNeverCleanly(HttpClient.Version version) throws Exception {
        try (Lines lines = lines(streamed("standin-w08", "live"), version)) {
            List<JsonNode> chunks = lines.untilError();
            assertThat(text(chunks)).isNotBlank();
            assertThat(chunks.getLast().at("/error/belay/state").asText()).isEqualTo("FAILED");
            assertThat(chunks.getLast().at("/error/belay/run").asText()).isNotEmpty();
            assertThat(chunks)
                    .noneMatch(chunk -> chunk.at("/choices/0/finish_reason").isTextual());
            if (version == HttpClient.Version.HTTP_1_1) {
                assertThatThrownBy(lines::line).isInstanceOf(IOException.class);
            } else {
                assertThat(lines.line()).isNull();
            }
        }
        assertThat(log()).hasSize(1);
    }

    @Test
    void aModelThatStreamsOnDemandIsAskedForAStreamOnlyWhereSomebodyHearsIt() throws Exception {
        Http http = new Http(server);
        JsonNode answer = http.chat(ask("on-demand", "Hello").put("stream", false))
                .expect(200)
                .json();
        List<JsonNode> live = whole(streamed("on-demand", "live"));
        List<JsonNode> held = whole(streamed("on-demand", "buffer"));

        assertThat(text(live))
                .isEqualTo(text(held))
                .isEqualTo(answer.at("/choices/0/message/content").asText());
        assertThat(log()).extracting(seen -> seen.asked().shape().streaming()).containsExactly(false, true, false);
    }

    @Test
    void aWindowHidesWhatBreaksEarly() throws Exception {
        ObjectNode body = streamed("standin-w08@x3", "window");
        body.withObject("belay").put("streaming_window", 100);

        List<JsonNode> chunks = whole(body);

        assertThat(chunks.getLast().at("/belay/tier").asText()).isEqualTo("adk");
        assertThat(text(chunks)).isEqualTo(text(whole(streamed("standin-ok", null))));
    }

    @Test
    void aModelThatCanGoesOnWhereAnotherBrokeOff() throws Exception {
        List<JsonNode> chunks = whole(streamed("continued", "live"));

        JsonNode asked = Json.tree(log().getLast().asked().body()).path("messages");
        JsonNode prefill = asked.get(asked.size() - 1);
        assertThat(prefill.path("role").asText()).isEqualTo("assistant");
        String heard = prefill.path("content").asText();
        assertThat(heard).isNotBlank();
        String own = text(whole(streamed("standin-ok", null)));
        assertThat(text(chunks)).isEqualTo(heard + own);
        assertThat(chunks)
                .extracting(chunk -> chunk.path("id").asText())
                .containsOnly(chunks.getFirst().path("id").asText());
    }

    @Test
    void whereNothingMayBeSaidYetTheConnectionIsKeptAlive() throws Exception {
        try (Lines lines = lines(streamed(ProviderResource.SLOW, null))) {
            assertThat(lines.reader().readLine()).isEqualTo(": keep-alive");
        }
        await().untilAsserted(() -> assertThat(log()).hasSize(1).allMatch(Seen::cancelled));
    }

    /// The client waits that long for the status, and then for as long as there are words.
    @Test
    void theTimeoutOfAClientsLibraryEndsNoStream() throws Exception {
        Http http = new Http(server);
        try (InputStream heard =
                http.chatting(streamed(ProviderResource.LEISURELY, "live"), "X-Stainless-Timeout", "0.5")) {
            assertThat(new String(heard.readAllBytes(), StandardCharsets.UTF_8)).endsWith("data: [DONE]\n\n");
        }
        http.chat(ask(ProviderResource.LEISURELY, "Hello"), "X-Stainless-Timeout", "0.5")
                .expect(503);
    }

    @Test
    void beforeAnythingWasSaidAFailureHasItsStatus() throws Exception {
        JsonNode error = new Http(server)
                .chat(streamed("standin-w20", "live"))
                .expect(503)
                .json();
        assertThat(error.at("/error/code").asText()).isEqualTo("unauthorized");
    }

    @Test
    void manyCharactersMakeAnAnswerInEveryMode() throws Exception {
        String whole = text(whole(streamed("standin-ok", null)));
        for (String mode : List.of("buffer", "window", "live")) {
            List<JsonNode> chunks = whole(streamed("standin-ok", mode));
            assertThat(text(chunks)).as(mode).isEqualTo(whole);
            assertThat(chunks.getLast().at("/belay/state").asText()).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void aCallThatIsWrittenAsTextIsMadeAndNotHeard() throws Exception {
        ObjectNode body = ask("lookup-spoken", "Where is my order?", "spoken", "look_up", "refuse")
                .put("stream", true);
        body.withObject("belay").put("streaming", "live");

        List<JsonNode> chunks = whole(body);

        assertThat(text(chunks)).isEqualTo("It is on its way.");
        assertThat(chunks.getLast().at("/belay/tier").asText()).isEqualTo("native");
        assertThat(log()).hasSize(3);
    }

    @Test
    void aModeThatIsNoneIsNamed() throws Exception {
        JsonNode error = new Http(server)
                .chat(streamed("standin-ok", "sometimes"))
                .expect(400)
                .json();
        assertThat(error.at("/error/param").asText()).isEqualTo("belay.streaming");
    }

    private static List<Seen> log() {
        return ProviderResource.provider.log();
    }

    /// @param mode or `null` for the policy's
    private static ObjectNode streamed(String play, String mode) {
        ObjectNode body = ask(play, "Hello").put("stream", true);
        if (mode != null) {
            body.putObject("belay").put("streaming", mode);
        }
        return body;
    }

    private List<JsonNode> whole(ObjectNode body) throws Exception {
        try (Lines lines = lines(body)) {
            return lines.untilDone();
        }
    }

    private static String text(List<JsonNode> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText("")));
        return text.toString();
    }

    private Lines lines(ObjectNode body) throws Exception {
        return lines(body, HttpClient.Version.HTTP_1_1);
    }

    private Lines lines(ObjectNode body, HttpClient.Version version) throws Exception {
        Http http =
                new Http(server, null, HttpClient.newBuilder().version(version).build());
        return new Lines(new BufferedReader(new InputStreamReader(http.chatting(body), StandardCharsets.UTF_8)));
    }

    private record Lines(BufferedReader reader) implements AutoCloseable {

        /// The next line that holds data, or `null` after a clean end.
        String line() throws IOException {
            String line = reader.readLine();
            while (line != null && (line.isEmpty() || line.startsWith(":"))) {
                line = reader.readLine();
            }
            return line;
        }

        JsonNode chunk() throws IOException {
            String line = line();
            assertThat(line).startsWith("data: ");
            return Json.tree(line.substring("data: ".length()));
        }

        List<JsonNode> untilDone() throws IOException {
            List<JsonNode> chunks = new ArrayList<>();
            for (String line = line(); !line.equals("data: [DONE]"); line = line()) {
                chunks.add(Json.tree(line.substring("data: ".length())));
            }
            assertThat(line()).isNull();
            return chunks;
        }

        List<JsonNode> untilError() throws IOException {
            List<JsonNode> chunks = new ArrayList<>();
            do {
                chunks.add(chunk());
            } while (!chunks.getLast().has("error"));
            return chunks;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
