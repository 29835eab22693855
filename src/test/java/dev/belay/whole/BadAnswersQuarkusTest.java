package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// What came back whole and is no answer all the same falls like an error, with the calls that the provider saw; and
/// deadlines that are said in headers.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class BadAnswersQuarkusTest {
    static final List<String> BAD_ANSWERS = ProviderResource.BAD_ANSWERS;

    @TestHTTPResource("/")
    URI server;

    @BeforeEach
    void forget() {
        ProviderResource.provider.reset();
    }

    @ParameterizedTest
    @FieldSource("BAD_ANSWERS")
    void theNextModelAnswers(String play) throws Exception {
        JsonNode answer =
                new Http(server).chat(ask("fall-" + play, "Hello")).expect(200).json();
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("native");
        assertThat(answer.at("/belay/state").asText()).isEqualTo("SUCCEEDED");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(asked()).containsExactly(play, "standin-ok");
    }

    @ParameterizedTest
    @CsvSource({
        "standin-w18, bad_answer.empty",
        "standin-w18-empty, bad_answer.empty",
        "standin-w19, bad_answer.malformed",
        "standin-w23, bad_answer.cut",
        "standin-w24, bad_answer.refused"
    })
    void whereThereIsNoOtherModelEachTierAsksOnceAndTheEndIsNamed(String play, String reason) throws Exception {
        Http.Reply reply = new Http(server).chat(ask(play, "Write a poem")).expect(503);
        assertThat(reply.json().at("/error/belay/reason").asText()).isEqualTo(reason);
        assertThat(reply.body()).doesNotContainIgnoringCase("<html").doesNotContain("<!DOCTYPE");
        assertThat(asked()).hasSize(3);
    }

    @Test
    void anAnswerCutAtTheCallersOwnLimitIsOne() throws Exception {
        ObjectNode request = ask("standin-w23", "Hello").put("max_tokens", 5);
        JsonNode answer = new Http(server).chat(request).expect(200).json();
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void aRefusalStopsTheRunWhereTheRouteSaysSo() throws Exception {
        Http.Reply reply = new Http(server).chat(ask("stopped", "Hello")).expect(400);
        assertThat(reply.header("Belay-State")).isEqualTo("REJECTED");
        assertThat(asked()).containsExactly("standin-w24");
    }

    /// Each of the three tiers that ask models is told once.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"pattern\":\"^\\\\d+$\"} | regular expression",
                "{\"max_chars\":2} | at most 2",
                "{\"must_contain\":[\"xyzzy\"]} | xyzzy"
            })
    void anAnswerThatIsNotAsTheCallerExpectsIsCorrectedOnceThenFalls(String validate, String told) throws Exception {
        ObjectNode request = ask("standin-ok", "Hello");
        request.putObject("belay").set("validate", Json.tree(validate));
        JsonNode error = new Http(server).chat(request).expect(503).json();
        assertThat(error.at("/error/belay/reason").asText()).isEqualTo("bad_answer.unexpected");
        assertThat(asked()).hasSize(6);
        assertThat(ProviderResource.provider.log().get(1).asked().body()).contains(told);
    }

    @Test
    void whatIsRefusedIsNotAmongTheAnswersOfItsTierThatAreGoodAtOnce() throws Exception {
        JsonNode before = Http.quality(server, "native");
        ObjectNode request = ask("standin-ok", "Hello");
        request.putObject("belay").putObject("validate").put("max_chars", 2);
        new Http(server).chat(request).expect(503);
        new Http(server).chat(ask("standin-ok", "Hello")).expect(200);

        JsonNode after = Http.quality(server, "native");

        assertThat(after.path("checked").asLong())
                .isEqualTo(before.path("checked").asLong() + 2);
        assertThat(after.path("first_try").asLong())
                .isEqualTo(before.path("first_try").asLong() + 1);
        assertThat(after.path("rate").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void anAnswerThatIsAsExpectedIsOne() throws Exception {
        ObjectNode request = ask("standin-ok", "Hello");
        request.putObject("belay").set("validate", Json.tree("{\"pattern\":\"\\\\w\",\"min_chars\":1}"));
        new Http(server).chat(request).expect(200);
        assertThat(asked()).hasSize(1);
    }

    @Test
    void theNativeApiKnowsExpectationsToo() throws Exception {
        ObjectNode run =
                Json.object().put("policy", "standin-ok").put("input", "Hello").put("wait", true);
        run.putObject("validate").put("max_chars", 1);
        Http.Reply reply = new Http(server).post("/api/v1/runs", run);
        assertThat(reply.json().at("/run/error/reason").asText())
                .as(reply.body())
                .isEqualTo("bad_answer.unexpected");
        assertThat(asked()).hasSize(6);
    }

    @Test
    void aPolicyExpectsSomethingOfEveryAnswer() throws Exception {
        JsonNode error =
                new Http(server).chat(ask("terse", "Hello")).expect(503).json();
        assertThat(error.at("/error/belay/reason").asText()).isEqualTo("bad_answer.unexpected");
        assertThat(asked()).hasSize(6);
    }

    @Test
    void anAnswerThatDoesNotMatchItsSchemaIsCorrectedOnceThenFalls() throws Exception {
        ObjectNode request = ask("standin-ok", "Hello");
        ObjectNode format = request.putObject("response_format").put("type", "json_schema");
        format.putObject("json_schema").put("name", "n").putObject("schema").put("type", "object");
        JsonNode error = new Http(server).chat(request).expect(503).json();
        assertThat(error.at("/error/belay/reason").asText()).startsWith("bad_answer.");
        assertThat(asked()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({"Belay-Deadline-Ms, 400", "x-stainless-timeout, 0.5"})
    void aHeaderSetsTheDeadline(String header, String value) throws Exception {
        long begun = System.nanoTime();
        JsonNode error = new Http(server)
                .chat(ask(ProviderResource.SLOW, "Tell me"), header, value)
                .expect(503)
                .json();
        assertThat(error.at("/error/belay/reason").asText()).isEqualTo("deadline_passed");
        assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
    }

    @Test
    void theBodySaysMoreThanTheHeader() throws Exception {
        ObjectNode request = ask("standin-ok", "Hello");
        request.putObject("belay").put("deadline_ms", 60_000);
        new Http(server).chat(request, "Belay-Deadline-Ms", "1").expect(200);
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, /error/param", "/api/v1/runs, /field"})
    void aHeaderThatIsNoDeadlineIsNamed(String path, String at) throws Exception {
        ObjectNode body = path.startsWith("/v1")
                ? ask("standin-ok", "Hello")
                : Json.object().put("policy", "standin-ok").put("input", "Hello");
        Http.Reply reply =
                new Http(server).post(path, body, "Belay-Deadline-Ms", "soon").expect(400);
        assertThat(reply.json().at(at).asText()).isEqualTo("Belay-Deadline-Ms");
        assertThat(asked()).isEmpty();
    }

    private static List<String> asked() {
        return ProviderResource.provider.log().stream()
                .map(Seen::asked)
                .map(asked -> Json.tree(asked.body()).path("model").asText())
                .toList();
    }
}
