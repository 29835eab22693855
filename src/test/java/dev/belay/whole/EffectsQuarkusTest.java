package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static dev.belay.whole.ShopResource.till;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Database;
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
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tier is cut in the middle of an effect: what is under way is waited for, and happens once, as the till counts.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class EffectsQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    @Inject
    EffectLedger ledger;

    @Inject
    Database database;

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

    @ParameterizedTest
    @ValueSource(strings = {"keyed", "reconcilable", "unsafe"})
    void theNextTierWaitsForAnEffectUnderWay(String effect) {
        String tool = effect + "_patient";
        long cut = shop.attempts("native", "timed_out");
        till.hold();

        CompletableFuture<HttpResponse<String>> heard = shop.chat(Shop.order("Please pay with " + tool, tool));
        await().until(() -> shop.attempts("native", "timed_out") == cut + 1);
        await().during(Duration.ofMillis(500)).until(() -> provider.log().size() == 1);
        assertThat(heard).isNotDone();
        till.release();

        JsonNode answer = Shop.read(200, heard.join());
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("adk");
        assertThat(answer.at("/belay/state").asText()).isEqualTo("SUCCEEDED");
        assertThat(provider.log()).hasSize(2);
        assertThat(till.sent()).isEqualTo(1);
        assertThat(till.payments()).containsExactly("/pay/" + tool + "/7 {\"amount\":5}");
        JsonNode told = shop.explain(answer.at("/belay/run").asText());
        assertThat(states(told)).containsExactly("DONE");
        assertThat(kinds(told))
                .containsExactly("attempt", "decision", "tool", "fell", "attempt", "decision", "held", "ended");
    }

    @Test
    void aKeyedEffectIsSentAgainUnderItsKeyAndHappensOnce() {
        till.hold();

        JsonNode answer = shop.chat(200, Shop.order("Please pay with keyed_hasty", "keyed_hasty"));

        assertThat(answer.at("/belay/tier").asText()).isEqualTo("adk");
        assertThat(till.sent()).isEqualTo(2);
        assertThat(till.payments()).hasSize(1);
        assertThat(states(shop.explain(answer.at("/belay/run").asText()))).containsExactly("DONE");
    }

    @Test
    void aReconcilableEffectIsAskedForAndNotSentAgain() {
        till.hold();

        JsonNode answer = shop.chat(200, Shop.order("Please pay with reconcilable_hasty", "reconcilable_hasty"));

        assertThat(answer.at("/belay/tier").asText()).isEqualTo("adk");
        assertThat(till.sent()).isEqualTo(1);
        assertThat(states(shop.explain(answer.at("/belay/run").asText()))).containsExactly("DONE");
    }

    @Test
    void anUnsafeEffectWithoutAnAnswerLeavesTheRunInDoubt() {
        till.hold();

        JsonNode error = shop.chat(409, Shop.order("Please pay with unsafe_hasty", "unsafe_hasty"));

        assertThat(error.at("/error/belay/state").asText()).isEqualTo("IN_DOUBT");
        assertThat(error.at("/error/belay/attempts").asInt()).isEqualTo(2);
        assertThat(error.at("/error/belay/effects/0").asText()).contains("unsafe_hasty");
        assertThat(till.sent()).isEqualTo(1);
        assertThat(provider.log()).hasSize(2);
    }

    @Test
    void aToolInDoubtAsksAPersonBeforeItActsAgain() {
        till.hold();

        JsonNode error = shop.chat(409, Shop.order("I insist on unsafe_hasty", "unsafe_hasty"));

        assertThat(error.at("/error/belay/state").asText()).isEqualTo("NEEDS_HUMAN");
        assertThat(error.at("/error/belay/tool").asText()).isEqualTo("unsafe_hasty");
        assertThat(till.sent()).isEqualTo(1);
        assertThat(till.payments()).containsExactly("/pay/unsafe_hasty/7 {\"amount\":5}");
        assertThat(states(shop.explain(error.at("/error/belay/run").asText())))
                .as("the second waits for a person")
                .containsExactly("IN_DOUBT", "INTENDED");
    }

    @Test
    void aCancelledRunEndsWhenItsEffectIsKnown() throws Exception {
        till.hold();
        var body = Shop.order("Please pay with unsafe_patient");
        body.remove("belay");
        body.put("policy", body.remove("model").asText()).putArray("tools").add("unsafe_patient");
        String run = shop.post(202, "/api/v1/runs", body).at("/id").asText();
        await().until(() -> till.sent() == 1);

        shop.post(202, "/api/v1/runs/" + run + "/cancel", Json.object());
        assertThat(shop.get("/api/v1/runs/" + run).at("/state").asText()).isEqualTo("RUNNING");
        till.release();

        await().until(() ->
                shop.get("/api/v1/runs/" + run).at("/state").asText().equals("CANCELLED"));
        assertThat(states(shop.explain(run))).containsExactly("DONE");
        assertThat(till.payments()).hasSize(1);
    }

    /// As if the process that accepted the cancel had been cut off before the effect under way was known.
    @Test
    void aCancelledRunIsNotCarriedOnByWhoeverTakesItOver() throws Exception {
        till.hold();
        var body = Shop.order("Please pay with unsafe_patient");
        body.remove("belay");
        body.put("policy", body.remove("model").asText()).putArray("tools").add("unsafe_patient");
        String run = shop.post(202, "/api/v1/runs", body).at("/id").asText();
        await().until(() -> till.sent() == 1);
        shop.post(202, "/api/v1/runs/" + run + "/cancel", Json.object());

        long owner = database.query("select owner from run where id = ?", row -> row.getLong(1), UUID.fromString(run))
                .getFirst();
        database.update("update process set ended_at = now() where fence = ?", owner);
        // Taken from it: what still unwinds here could write the end itself as long as nobody has taken the run.
        database.update("update run set owner = null where id = ?", UUID.fromString(run));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !database.query("select 1 from process where fence > ?", row -> row.getInt(1), owner)
                        .isEmpty());
        till.release();

        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        !shop.get("/api/v1/runs/" + run).at("/state").asText().equals("RUNNING"));
        assertThat(shop.get("/api/v1/runs/" + run).at("/state").asText()).isIn("CANCELLED", "IN_DOUBT");
        assertThat(shop.explain(run).toString()).contains("resumed");
        assertThat(provider.log()).as("no further model call").hasSize(1);
        assertThat(till.sent()).isEqualTo(1);
    }

    @Test
    void everyTierCausesTheSameEffects() throws Exception {
        List<List<String>> paid = new ArrayList<>();
        List<List<String>> recorded = new ArrayList<>();
        for (String tier : List.of("native", "adk", "loop")) {
            till.reset();
            Files.deleteIfExists(ShopResource.files.resolve("errand.md"));
            var body = Shop.order(
                    "Please run the errand.",
                    "list_files",
                    "write_file",
                    "keyed_patient",
                    "reconcilable_patient",
                    "unsafe_patient");
            body.withObjectProperty("belay").putArray("tier_order").add(tier);

            JsonNode answer = shop.chat(200, body);

            assertThat(answer.at("/belay/tier").asText()).isEqualTo(tier);
            assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("The errand is run.");
            assertThat(ShopResource.files.resolve("errand.md")).hasContent("Pay <7> & 8.");
            paid.add(till.payments());
            recorded.add(ledger.effects(answer.at("/belay/run").asText()).stream()
                    .map(effect -> effect.key().tool() + " " + effect.key().arguments() + " "
                            + effect.key().ordinal() + " " + effect.state().name())
                    .sorted()
                    .toList());
        }
        assertThat(paid.getFirst())
                .containsExactly(
                        "/pay/keyed_patient/7 {\"amount\":5}",
                        "/pay/reconcilable_patient/8 {\"amount\":6}",
                        "/pay/unsafe_patient/9 {\"amount\":7}");
        assertThat(recorded.getFirst())
                .hasSize(4)
                .contains("write_file {\"content\":\"Pay <7> & 8.\",\"path\":\"errand.md\"} 0 DONE");
        assertThat(paid).allSatisfy(each -> assertThat(each).isEqualTo(paid.getFirst()));
        assertThat(recorded).allSatisfy(each -> assertThat(each).isEqualTo(recorded.getFirst()));
    }

    private static List<String> states(JsonNode told) {
        return told.at("/effects")
                .valueStream()
                .map(effect -> effect.at("/state").asText())
                .toList();
    }

    private static List<String> kinds(JsonNode told) {
        return told.at("/steps")
                .valueStream()
                .map(step -> step.at("/kind").asText())
                .toList();
    }
}
