package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.log.Seen;
import dev.belay.platform.Json;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each fall of the chain, with the calls that the provider saw.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class FallsQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    @BeforeEach
    void forget() {
        ProviderResource.provider.reset();
    }

    @Test
    void nativeAnswersAlone() throws Exception {
        JsonNode answer = chat(200, ask("standin-ok", "Hello"));
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("native");
        assertThat(answer.at("/belay/attempts").asInt()).isEqualTo(1);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void adkHoldsWhenNativeFalls() throws Exception {
        JsonNode answer = chat(200, ask("standin-w08@x3", "Hello"));
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("adk");
        assertThat(answer.at("/belay/attempts").asInt()).isEqualTo(2);
        assertThat(calls()).isEqualTo(ProviderResource.TRIES + 1);
    }

    @Test
    void loopHoldsWhenAdkFalls() throws Exception {
        JsonNode answer = chat(200, ask("standin-w08@x4", "Hello"));
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("loop");
        assertThat(calls()).isEqualTo(ProviderResource.TRIES + 2);
    }

    @Test
    void rulesAnswerWhatTheyKnowForCertain() throws Exception {
        JsonNode answer = chat(200, ask("standin-w08", "Is jane.doe@example.org a valid e-mail address?"));
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("rules");
        assertThat(answer.at("/belay/state").asText()).isEqualTo("DEGRADED");
        assertThat(answer.at("/belay/degraded").isMissingNode()).isFalse();
        assertThat(calls()).isEqualTo(ProviderResource.TRIES + 2);
    }

    @Test
    void endsFailedWithGuidanceWhenNothingHolds() throws Exception {
        JsonNode error = chat(503, ask("standin-w04", "Write a poem"));
        assertThat(error.at("/error/belay/state").asText()).isEqualTo("FAILED");
        assertThat(error.at("/error/belay/reason").asText()).isEqualTo("overloaded");
        assertThat(error.at("/error/belay/guidance/what_to_try").asText())
                .contains("Send the request again")
                .contains("the rules answer");
        assertThat(calls()).isEqualTo(ProviderResource.TRIES + 2);
    }

    @Test
    void aSilentModelIsAskedOnceAndNamedAsTheReason() throws Exception {
        JsonNode error = chat(503, ask("standin-w06", "Write a poem"));
        assertThat(error.at("/error/belay/reason").asText()).isEqualTo("silent");
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void aRefusedKeyIsAskedOnceAndNamedAsTheReason() throws Exception {
        JsonNode error = chat(503, ask("standin-w20", "Write a poem"));
        assertThat(error.at("/error/belay/reason").asText()).isEqualTo("unauthorized");
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void theProvidersNoIsFinalAndNamed() throws Exception {
        chat(400, ask("standin-w13", "Write a poem"));
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void theNextTierFindsTheNoteWritten() throws Exception {
        Files.deleteIfExists(ProviderResource.files.resolve("note.md"));
        ObjectNode request =
                ask("note-broken", "Please write the note.", UUID.randomUUID().toString(), "list_files", "write_file");
        JsonNode answer = chat(200, request);
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("adk");
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("The note is written.");
        assertThat(ProviderResource.files.resolve("note.md")).hasContent("Two o'clock, room four.");
        JsonNode told = new Http(server)
                .get("/api/v1/runs/" + answer.at("/belay/run").asText() + "/explain")
                .expect(200)
                .json();
        assertThat(told.at("/effects")).hasSize(1);
        assertThat(told.at("/effects/0/state").asText()).isEqualTo("DONE");
        assertThat(calls()).isEqualTo(2 + ProviderResource.TRIES + 1);
    }

    /// Both tiers that are asked here offer tools natively; what a client does not say, the provider is not
    /// told.
    @Test
    void theClientsToolsKeepTheirStrictnessInEveryTierThatOffersThem() throws Exception {
        ObjectNode request = ask("standin-w08@x3", "Hello");
        client(request, "exact").put("strict", true);
        client(request, "loose").put("strict", false);
        client(request, "silent");

        JsonNode answer = chat(200, request);

        assertThat(answer.at("/belay/tier").asText()).isEqualTo("adk");
        assertThat(calls()).isEqualTo(ProviderResource.TRIES + 1);
        for (Seen seen : ProviderResource.provider.log()) {
            JsonNode tools = Json.tree(seen.asked().body()).path("tools");
            assertThat(tools).hasSize(3);
            for (JsonNode tool : tools) {
                JsonNode strict = tool.at("/function/strict");
                switch (tool.at("/function/name").asText()) {
                    case "exact" -> assertThat(strict).isEqualTo(BooleanNode.TRUE);
                    case "loose" -> assertThat(strict).isEqualTo(BooleanNode.FALSE);
                    default -> assertThat(strict.isMissingNode()).isTrue();
                }
            }
        }
    }

    private static ObjectNode client(ObjectNode request, String name) {
        return request.withArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", name);
    }

    private static long calls() {
        return ProviderResource.provider.log().size();
    }

    private JsonNode chat(int status, ObjectNode body) throws IOException, InterruptedException {
        return new Http(server).chat(body).expect(status).json();
    }
}
