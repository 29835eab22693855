package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static dev.belay.whole.ShopResource.till;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ledger.EffectLedger;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Another way of answering works beside a run and changes nothing: as callers, the provider and the till see it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class ShadowQuarkusTest {
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

    @Test
    void anEffectThatBothWantHappensOnceAndTheShadowGoesOnFromItsResult() {
        JsonNode alone = shop.chat(200, order("clerk"));
        provider.reset();
        till.reset();
        long agreed = ends("twin", "agreed");
        long native_ = shop.attempts("native", "held");
        long loop = shop.attempts("loop", "held");

        JsonNode answer = shop.chat(200, order("twin"));

        await().until(() -> ends("twin", "agreed") == agreed + 1);
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("native");
        assertThat(answer.path("usage")).as("the caller's alone").isEqualTo(alone.path("usage"));
        assertThat(provider.log()).as("two of the run, two of its shadow").hasSize(4);
        assertThat(till.sent()).isEqualTo(1);
        assertThat(till.payments()).containsExactly("/pay/keyed_patient/7 {\"amount\":5}");
        String run = answer.at("/belay/run").asText();
        assertThat(ledger.effects(run)).hasSize(1);
        assertThat(shop.explain(run).toString())
                .contains("experiment: the run is twin/control#")
                .doesNotContain("twin/candidate");
        assertThat(shop.attempts("native", "held")).isEqualTo(native_ + 1);
        assertThat(shop.attempts("loop", "held")).as("a shadow is no attempt").isEqualTo(loop);
        JsonNode candidate = experiment("twin").at("/variants/candidate");
        assertThat(candidate.path("tokens").asLong()).isPositive();
        assertThat(candidate.at("/latency_ms/p95").asLong()).isPositive();
        assertThat(experiment("twin").at("/agreement/high").asDouble()).isPositive();
        assertThat(shop.get("/api/v1/budgets?limit=200").toString()).contains("shadow/twin");
    }

    @Test
    void anEffectThatOnlyTheShadowWantsDoesNotHappen() {
        long differs = ends("reckless", "call_differs");

        JsonNode answer = shop.chat(200, order("reckless"));

        await().until(() -> ends("reckless", "call_differs") == differs + 1);
        assertThat(till.payments()).containsExactly("/pay/keyed_patient/7 {\"amount\":5}");
        assertThat(till.sent()).isEqualTo(1);
        assertThat(ledger.effects(answer.at("/belay/run").asText())).hasSize(1);
        assertThat(provider.log()).as("it ended there").hasSize(3);
    }

    @Test
    void anotherAnswerIsSeenAndNotHeard() {
        long differs = ends("reckless", "answer_differs");

        JsonNode answer = shop.chat(200, Shop.ask("reckless", "where is order 7"));

        await().until(() -> ends("reckless", "answer_differs") == differs + 1);
        assertThat(answer.at("/choices/0/message/content").asText()).contains("Gasse 3");
        assertThat(answer.toString()).doesNotContain("Nobody knows");
        assertThat(experiment("reckless").path("kind").asText()).isEqualTo("shadow");
    }

    @Test
    void aModelThatFailsInShadowsIsNotHeldAgainstIt() throws Exception {
        long failed = ends("brittle", "failed");
        int times = 2 * ShopResource.BREAKER_CALLS;
        for (int i = 0; i < times; i++) {
            shop.chat(200, Shop.ask("brittle", "where is order 7"));
            long done = failed + i + 1;
            await().until(() -> ends("brittle", "failed") == done);
        }
        String metrics = metrics();
        assertThat(metrics)
                .doesNotContain("belay_breaker_openings_total{found=\"here\",id=\"broken\",kind=\"model\"} 1");
        assertThat(metrics)
                .contains("belay_shadows_total{experiment=\"brittle\",outcome=\"failed\"}")
                .contains("belay_shadow_duration_seconds_count{experiment=\"brittle\"}");
        assertThat(provider.log())
                .as("the run, and both tiers of its shadow, once")
                .hasSize(3 * times);
    }

    @Test
    void aShadowThatHangsKeepsNobodyWaiting() {
        long failed = ends("late", "failed");

        shop.chat(200, Shop.ask("late", "where is order 7"));
        assertThat(ends("late", "failed")).as("the caller hears first").isEqualTo(failed);

        await().until(() -> ends("late", "failed") == failed + 1);
    }

    @Test
    void withoutMoneyThereIsNoShadow() {
        long dropped = ends("poor", "dropped");

        shop.chat(200, Shop.ask("poor", "where is order 7"));

        await().until(() -> ends("poor", "dropped") == dropped + 1);
        assertThat(provider.log()).hasSize(1);
    }

    @Test
    void callsOfTheCallersOwnToolsAreComparedAsTheAnswer() {
        long agreed = ends("twin", "agreed");
        ObjectNode body = Shop.ask("twin", "Please pay with keyed_patient");
        var function =
                body.putArray("tools").addObject().put("type", "function").putObject("function");
        ObjectNode parameters = function.put("name", "keyed_patient").putObject("parameters");
        // Calls that are written as text have no types of their own, and arguments are compared as they stand.
        ObjectNode properties = parameters.put("type", "object").putObject("properties");
        properties.putObject("order").put("type", "string");
        properties.putObject("amount").put("type", "integer");

        JsonNode answer = shop.chat(200, body);

        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        await().until(() -> ends("twin", "agreed") == agreed + 1);
        assertThat(till.sent()).isZero();
    }

    private static ObjectNode order(String policy) {
        return Shop.order("Please pay with keyed_patient", "keyed_patient").put("model", policy);
    }

    private long ends(String name, String end) {
        return experiment(name).at("/agreement/ends").path(end).asLong();
    }

    private JsonNode experiment(String name) {
        for (JsonNode each : shop.get("/api/v1/experiments").path("data")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("there is no such experiment");
    }

    private String metrics() throws Exception {
        return shop.client()
                .send(
                        HttpRequest.newBuilder(server.resolve("/q/metrics")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
