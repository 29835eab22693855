package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static dev.belay.whole.ProviderResource.destination;
import static dev.belay.whole.ProviderResource.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
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

/// Tiers that vote, with the calls that the provider and the destination saw.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class VoteQuarkusTest {
    private static final String QUESTION = "Is the shop open?";

    @TestHTTPResource("/")
    URI server;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void everybodyIsHeardAndTheVoteIsTold() throws Exception {
        JsonNode answer =
                new Http(server).chat(ask("voting-ok", QUESTION)).expect(200).json();

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
