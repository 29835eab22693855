package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static dev.belay.whole.ShopResource.till;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Json;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A clerk who writes programs: what they cause happens once, whatever comes between, as the till counts.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class CodeQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    @Inject
    EffectLedger ledger;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
        till.reset();
    }

    @AfterEach
    void nobodyIsKeptWaiting() {
        till.release();
    }

    @Test
    void aProgramActsThroughTheLedger() {
        JsonNode answer = shop.chat(200, order("Please write a program", "code", "keyed_patient", "unsafe_patient"));

        assertThat(answer.at("/belay/tier").asText()).isEqualTo("code");
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Both are paid.");
        assertThat(till.payments())
                .containsExactly("/pay/keyed_patient/7 {\"amount\":5}", "/pay/unsafe_patient/8 {\"amount\":6}");
        String run = answer.at("/belay/run").asText();
        assertThat(effects(run)).containsExactlyInAnyOrder("keyed_patient DONE", "unsafe_patient DONE");
        assertThat(kinds(run))
                .containsExactly(
                        "attempt",
                        "program",
                        "decision",
                        "tool",
                        "decision",
                        "tool",
                        "program_ended",
                        "decision",
                        "held",
                        "ended");
        assertThat(provider.log()).hasSize(2);
    }

    @Test
    void aMistakeIsToldWithItsLineAndVariablesStay() {
        JsonNode answer = shop.chat(200, order("A program that is wrong", "code", "keyed_patient"));

        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("The total is 5");
        assertThat(till.sent()).isEqualTo(1);
        assertThat(provider.log()).hasSize(2);
    }

    @Test
    void aCallThatNeedsAPersonLetsTheRunRestAndTheProgramGoOn() {
        JsonNode error = shop.chat(409, order("A program for people", "code", "keyed_patient", "unsafe_guarded"));
        String run = error.at("/error/belay/run").asText();
        String approval = error.at("/error/belay/approval/id").asText();
        assertThat(error.at("/error/belay/state").asText()).isEqualTo("NEEDS_HUMAN");
        assertThat(till.payments()).containsExactly("/pay/keyed_patient/7 {\"amount\":5}");

        approve(approval);

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                        shop.get("/api/v1/runs/" + run).path("state").asText())
                .isEqualTo("SUCCEEDED"));
        assertThat(till.payments())
                .containsExactly(
                        "/pay/keyed_patient/7 {\"amount\":5}",
                        "/pay/unsafe_guarded/7 {\"amount\":5}",
                        "/pay/keyed_patient/8 {\"amount\":6}");
        assertThat(shop.get("/api/v1/runs/" + run).toString()).contains("The sum is 5");
        assertThat(provider.log()).as("the program is not asked for again").hasSize(1);
        assertThat(kinds(run)).containsOnlyOnce("program", "program_ended");
    }

    @Test
    void carriesOnFromWhatAnotherTierDid() {
        till.hold();
        long cut = shop.attempts("native", "timed_out");
        ObjectNode body = order("Please pay with keyed_patient", "native", "keyed_patient");
        body.withObjectProperty("belay").withArray("tier_order").add("code");

        CompletableFuture<HttpResponse<String>> heard = shop.chat(body);
        await().until(() -> shop.attempts("native", "timed_out") == cut + 1);
        till.release();

        JsonNode answer = Shop.read(200, heard.join());
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("code");
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("It is paid, as the program sees.");
        assertThat(till.sent()).isEqualTo(1);
    }

    @Test
    void anotherTierCarriesOnFromAProgramThatGoesRound() {
        ObjectNode body = order("One that goes round", "code", "keyed_patient", "unsafe_patient");
        body.withObjectProperty("belay").withArray("tier_order").add("native");

        JsonNode answer = shop.chat(200, body);

        assertThat(answer.at("/belay/tier").asText()).isEqualTo("native");
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Somebody else carried on.");
        assertThat(till.payments())
                .containsExactly("/pay/keyed_patient/7 {\"amount\":5}", "/pay/unsafe_patient/8 {\"amount\":6}");
        assertThat(effects(answer.at("/belay/run").asText()))
                .containsExactlyInAnyOrder("keyed_patient DONE", "unsafe_patient DONE");
    }

    private static ObjectNode order(String text, String tier, String... tools) {
        ObjectNode body = Shop.order(text, tools);
        body.withObjectProperty("belay").putArray("tier_order").add(tier);
        return body;
    }

    private void approve(String approval) {
        String hash = shop.get("/api/v1/approvals/" + approval).path("hash").asText();
        try {
            shop.post(
                    200,
                    "/api/v1/approvals/" + approval + "/approve",
                    Json.object().put("hash", hash));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> effects(String run) {
        return ledger.effects(run).stream()
                .map(effect -> effect.key().tool() + " " + effect.state().name())
                .toList();
    }

    private List<String> kinds(String run) {
        return shop.explain(run).path("steps").findValuesAsText("kind");
    }
}
