package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static dev.belay.whole.ProviderResource.destination;
import static dev.belay.whole.ProviderResource.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.log.Seen;
import dev.belay.gateway.door.Reckoning;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.RequestCalls;
import dev.belay.model.Models;
import dev.belay.platform.Json;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tiers that vote, with the calls that the provider and the destination saw.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class VoteQuarkusTest {
    private static final String QUESTION = "Is the shop open?";

    @TestHTTPResource("/")
    URI server;

    @Inject
    Config config;

    @Inject
    Policies policies;

    @Inject
    Models models;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void everybodyIsHeardAndTheVoteIsTold() throws Exception {
        JsonNode before = Http.quality(server, "adk");

        JsonNode answer =
                new Http(server).chat(ask("voting-ok", QUESTION)).expect(200).json();

        JsonNode after = Http.quality(server, "adk");
        assertThat(after.path("votes").asLong()).isEqualTo(before.path("votes").asLong() + 1);
        assertThat(after.path("agreed").asLong())
                .isEqualTo(before.path("agreed").asLong() + 1);
        assertThat(provider.log()).hasSize(3);
        JsonNode vote = answer.at("/belay/vote");
        assertThat(vote.at("/agreement").asDouble()).isEqualTo(1);
        assertThat(vote.at("/votes").valueStream().map(one -> one.at("/voter").asText()))
                .containsExactly("native", "adk", "loop");
        assertThat(vote.at("/votes/0/confidence").asDouble()).isEqualTo(1);
        JsonNode told = explain(answer.at("/belay/run").asText());
        assertThat(told.at("/summary").asText())
                .contains("vote on the answer: native and adk and loop agree (3 of 3 say the same)");
    }

    @Test
    void anEffectIsVotedOnAndHappensOnce() throws Exception {
        int before = destination.count("/bookings");
        ObjectNode request =
                ask("voting-book", "Please book it.", UUID.randomUUID().toString(), "book");

        JsonNode answer = new Http(server).chat(request).expect(200).json();

        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("It is booked.");
        assertThat(destination.count("/bookings")).isEqualTo(before + 1);
        JsonNode told = explain(answer.at("/belay/run").asText());
        assertThat(told.at("/effects")).hasSize(1);
        assertThat(told.at("/effects/0/state").asText()).isEqualTo("DONE");
        assertThat(texts(told))
                .anyMatch(text -> text.startsWith("vote on the effect: native and adk and loop agree"))
                .anyMatch(text -> text.startsWith("vote on the answer: native and adk and loop agree"));
        assertThat(provider.log()).as("everybody is asked twice").hasSize(6);
    }

    /// Nobody who votes on a call has made it.
    @Test
    void aVoteActsWithItsOnlyToolCall() throws Exception {
        int before = destination.count("/bookings");
        ObjectNode request =
                ask("voting-book", "Please book it.", UUID.randomUUID().toString(), "book");
        request.withObject("/belay/budget").put("tool_calls", 1).put("seconds", 60);

        JsonNode answer = new Http(server).chat(request).expect(200).json();

        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("It is booked.");
        assertThat(destination.count("/bookings")).isEqualTo(before + 1);
        assertThat(explain(answer.at("/belay/run").asText()).path("budgets"))
                .filteredOn(budget -> budget.path("measure").asText().equals("tool_calls"))
                .singleElement()
                .satisfies(budget -> {
                    assertThat(budget.path("spent").asInt()).isEqualTo(1);
                    assertThat(budget.path("reserved").asInt()).isZero();
                });
    }

    @Test
    void aRunThatWouldActForEverEndsAndCausesNoMoreCallsThanWereReckoned() throws Exception {
        int before = destination.count("/bookings");
        ObjectNode request =
                ask("voting-endless", "Book for ever.", UUID.randomUUID().toString(), "book");

        JsonNode error = new Http(server).chat(request).expect(503).json();

        assertThat(error.at("/error/belay/state").asText()).isEqualTo("FAILED");
        assertThat(destination.count("/bookings")).isEqualTo(before + 4);
        JsonNode told = explain(error.at("/error/belay/run").asText());
        assertThat(texts(told)).anyMatch(text -> text.contains("bad_answer.too_many_turns"));
        RequestCalls reckoned = reckoned("voting-endless");
        assertThat(reckoned.perAsk()).isEqualTo(2 * ProviderResource.TRIES);
        // Four votes to act and one more, of three each; a model that failed is tried less often later in the run.
        assertThat(provider.log().size())
                .isBetween(5 * 3 * 2, 5 * 3 * (ProviderResource.TRIES + 1))
                .isLessThanOrEqualTo((int) reckoned.most());
    }

    private RequestCalls reckoned(String policy) {
        return Reckoning.of(
                        config.unwrap(SmallRyeConfig.class),
                        policies,
                        List.of("native", "adk", "loop"),
                        models::mostCalls)
                .ofRequests()
                .stream()
                .filter(calls -> calls.asker().policy().equals(policy))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void everyVoterIsStoppedWhenTheCallerLeaves(HttpClient.Version version) throws Exception {
        Set<String> before = runs().keySet();
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            Http http = new Http(server, null, client);
            // One waits for the whole answer, one for a stream.
            List<CompletableFuture<Http.Reply>> waiting = List.of(
                    http.chatLater(ask("voting-slow", QUESTION)),
                    http.chatLater(ask("voting-slow", QUESTION).put("stream", true)));
            await().untilAsserted(() -> assertThat(provider.log()).hasSize(3 * waiting.size()));
            assertThat(provider.log()).noneMatch(Seen::cancelled);
            client.shutdownNow();
        }

        await().untilAsserted(() -> assertThat(provider.log()).allMatch(Seen::cancelled));
        await().untilAsserted(() -> {
            Map<String, String> ended = runs();
            ended.keySet().removeAll(before);
            assertThat(ended.values()).containsExactly("CANCELLED", "CANCELLED");
        });
        assertThat(provider.log()).as("nobody was asked again").hasSize(6);
    }

    private Map<String, String> runs() throws Exception {
        Map<String, String> states = new HashMap<>();
        for (JsonNode run :
                new Http(server).get("/api/v1/runs?limit=50").expect(200).json().path("data")) {
            states.put(run.path("id").asText(), run.path("state").asText());
        }
        return states;
    }

    @Test
    void withoutConsensusTheRunRestsUntilAPersonChooses() throws Exception {
        ObjectNode request =
                Json.object().put("policy", "voting-one").put("input", QUESTION).put("wait", true);
        JsonNode resting =
                new Http(server).post("/api/v1/runs", request).expect(202).json();
        assertThat(resting.path("state").asText()).isEqualTo("NEEDS_HUMAN");
        String approval = resting.at("/approval/url").asText();
        Http reviewer = new Http(server).as(Canaries.ADMIN_KEY);
        assertThat(reviewer.get(approval).expect(200).json().toString()).contains("1) native, adk, loop: ");

        reviewer.post(approval + "/answer", Json.object().put("text", "1")).expect(200);

        String run = "/api/v1/runs/" + resting.path("id").asText();
        await().until(() ->
                new Http(server).get(run).json().path("state").asText().equals("SUCCEEDED"));
        assertThat(new Http(server).get(run).json().at("/tier").asText()).isEqualTo("native");
        assertThat(provider.log()).as("nobody is asked anew").hasSize(3);
    }

    private static List<String> texts(JsonNode told) {
        return told.at("/steps")
                .valueStream()
                .map(step -> step.at("/text").asText())
                .toList();
    }

    private JsonNode explain(String run) throws Exception {
        return new Http(server)
                .get("/api/v1/runs/" + run + "/explain")
                .expect(200)
                .json();
    }
}
