package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static dev.belay.whole.ProviderResource.destination;
import static dev.belay.whole.ProviderResource.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.log.Seen;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tiers that race, with the calls that the provider saw.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class RaceQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    /// One of three models says nothing. Which tier asks it is left to chance, and the last may not come to ask.
    /// How soon they leave is measured where nothing else is at work: see `HedgeBench`.
    @Test
    void theProviderSeesTheLosersLeave() throws Exception {
        JsonNode answer = chat(200, "racing");

        assertThat(answer.at("/belay/state").asText()).isEqualTo("SUCCEEDED");
        assertThat(answer.at("/belay/attempts").asInt()).isEqualTo(3);
        await().untilAsserted(() -> assertThat(provider.log())
                .hasSizeBetween(2, 3)
                .allMatch(seen -> seen.cancelled() || seen.played().complete())
                .anyMatch(Seen::cancelled));
    }

    /// Two of three models break off after twenty tokens and say nothing more: these lose.
    @Test
    void whatEveryBranchUsedIsToldOnceAndPaid() throws Exception {
        JsonNode answer = chat(200, "racing-stalled");

        JsonNode told = explain(answer);
        assertThat(texts(told)).filteredOn(text -> text.contains(", starts: ")).hasSize(3);
        assertThat(texts(told)).filteredOn(text -> text.contains(", wins: ")).hasSize(1);
        assertThat(texts(told))
                .filteredOn(text -> text.contains(", is cancelled: "))
                .hasSize(2);
        assertThat(told.at("/summary").asText()).contains(" won against ");
        await().untilAsserted(() ->
                assertThat(provider.log()).allMatch(seen -> seen.times().ended() != null));
        long asked = provider.log().stream()
                .mapToLong(seen -> seen.played().inputTokens())
                .sum();
        assertThat(told.at("/usage/input_tokens").asLong())
                .as("never below what the provider counts, those that were cut included")
                .isGreaterThanOrEqualTo(asked);
        assertThat(provider.log())
                .filteredOn(Seen::cancelled)
                .hasSize(2)
                .allMatch(seen -> seen.sent().tokens() > 0);
        long sent =
                provider.log().stream().mapToLong(RaceQuarkusTest::billedOutput).sum();
        assertThat(told.at("/usage/output_tokens").asLong())
                .as("nor below what it sent")
                .isGreaterThanOrEqualTo(sent);
    }

    @Test
    void aSlowTierIsHedged() throws Exception {
        JsonNode answer = chat(200, "hedging");

        assertThat(answer.at("/belay/tier").asText()).isEqualTo("adk");
        assertThat(texts(explain(answer)))
                .contains("branch 2, adk, starts: native is slower than 100 ms")
                .noneMatch(text -> text.contains("loop"));
        await().untilAsserted(() -> assertThat(provider.log())
                .hasSize(2)
                .filteredOn(Seen::cancelled)
                .hasSize(1));
    }

    @Test
    void theBranchThatBooksFirstBooksAlone() throws Exception {
        int before = destination.count("/bookings");

        JsonNode answer = book(200, "racing-book");

        assertThat(destination.count("/bookings")).isEqualTo(before + 1);
        JsonNode told = explain(answer);
        assertThat(told.at("/effects")).hasSize(1);
        String claimer = told.at("/steps")
                .valueStream()
                .filter(step -> step.at("/text").asText().contains("claims the run: it asks for book"))
                .map(step -> step.at("/tier").asText())
                .findFirst()
                .orElseThrow();
        assertThat(answer.at("/belay/tier").asText()).isEqualTo(claimer);
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("It is booked.");
    }

    /// Nobody who is not let act has made a call.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRaceActsWithItsOnlyToolCall(int calls) throws Exception {
        int before = destination.count("/bookings");
        var body = ask("racing-book", "Please book it.", UUID.randomUUID().toString(), "book");
        body.withObject("/belay/budget").put("tool_calls", calls);

        JsonNode answer = new Http(server).chat(body).expect(200).json();

        assertThat(destination.count("/bookings")).isEqualTo(before + 1);
        assertThat(explain(answer).path("budgets"))
                .filteredOn(budget -> budget.path("measure").asText().equals("tool_calls"))
                .singleElement()
                .satisfies(budget -> assertThat(budget.path("spent").asInt()).isEqualTo(1));
    }

    /// Whatever is asked after the booking fails: the claimer falls, and so do all that go on from its transcript.
    @Test
    void whenTheClaimerFallsTheOthersGoOnFromItsBooking() throws Exception {
        int before = destination.count("/bookings");

        JsonNode error = book(503, "racing-lost");

        assertThat(destination.count("/bookings")).isEqualTo(before + 1);
        JsonNode told = new Http(server)
                .get("/api/v1/runs/" + error.at("/error/belay/run").asText() + "/explain")
                .expect(200)
                .json();
        assertThat(texts(told)).anyMatch(text -> text.contains("begins with 1 tool result carried over"));
        assertThat(told.at("/effects")).hasSize(1);
    }

    @Test
    void whenAllFallTheRulesAnswer() throws Exception {
        JsonNode answer = new Http(server)
                .chat(ask("racing-broken", "Is jane.doe@example.org a valid e-mail address?"))
                .expect(200)
                .json();

        assertThat(answer.at("/belay/tier").asText()).isEqualTo("rules");
        assertThat(answer.at("/belay/state").asText()).isEqualTo("DEGRADED");
        assertThat(texts(explain(answer)))
                .filteredOn(text -> text.contains("rules follows"))
                .hasSize(3);
    }

    private JsonNode book(int status, String policy) throws Exception {
        var body = ask(policy, "Please book it.", UUID.randomUUID().toString(), "book");
        return new Http(server).chat(body).expect(status).json();
    }

    private JsonNode chat(int status, String policy) throws Exception {
        return new Http(server).chat(ask(policy, "Hello")).expect(status).json();
    }

    private JsonNode explain(JsonNode answer) throws Exception {
        return new Http(server)
                .get("/api/v1/runs/" + answer.at("/belay/run").asText() + "/explain")
                .expect(200)
                .json();
    }

    /// Of a call that was cut only what went out.
    private static long billedOutput(Seen seen) {
        return seen.played().complete()
                ? seen.played().outputTokens()
                : seen.sent().tokens();
    }

    private static List<String> texts(JsonNode told) {
        return told.at("/steps")
                .valueStream()
                .map(step -> step.at("/text").asText())
                .toList();
    }
}
