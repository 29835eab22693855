package dev.belay.whole;

import static dev.belay.whole.ShopResource.mail;
import static dev.belay.whole.ShopResource.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import dev.belay.statistics.experiment.Experiments;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What tiers came to, and who is told of what is wrong with them, as callers see it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class StatisticsQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    @Inject
    Event<HealthEvent> announcements;

    @Inject
    Experiments experiments;

    @Inject
    Database database;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
    }

    @Test
    void anAnswerIsCountedForTheTierThatGaveIt() {
        Map<String, JsonNode> before = with("keyed_patient");

        JsonNode answer = shop.chat(200, Shop.order("Please pay with keyed_patient", "keyed_patient"));

        String tier = answer.at("/belay/tier").asText();
        JsonNode then = before.getOrDefault(tier, Json.object());
        // The caller hears before the run is over.
        await().until(() -> with("keyed_patient").containsKey(tier)
                && with("keyed_patient").get(tier).path("won").asLong()
                        > then.path("won").asLong());
        JsonNode now = with("keyed_patient").get(tier);
        assertThat(now.at("/outcomes/held").asLong())
                .isEqualTo(then.at("/outcomes/held").asLong() + 1);
        assertThat(now.at("/latency_ms/p99").asLong()).isPositive();
        assertThat(now.path("input_tokens").asLong())
                .isGreaterThan(then.path("input_tokens").asLong());
    }

    @Test
    void aTierThatAPersonStoppedDidNotFall() {
        shop.chat(409, Shop.order("Please pay with unsafe_guarded", "unsafe_guarded"));

        await().until(() -> with("unsafe_guarded").values().stream()
                .anyMatch(tier -> tier.at("/outcomes/stopped").asLong() > 0));
        assertThat(with("unsafe_guarded").values()).allSatisfy(tier -> assertThat(
                        tier.at("/outcomes/effect_unsettled").isMissingNode())
                .isTrue());
    }

    @Test
    void badQuestionsAreToldWhatIsWrong() throws Exception {
        assertThat(bad("/api/v1/tiers/statistics?window=soon")).contains("window must be a time such as");
        assertThat(bad("/api/v1/tiers/statistics?window=9999d")).contains("no longer than they are kept");
        assertThat(bad("/api/v1/tiers/statistics?by=colour")).contains("by must be tier, kind or tools");
        assertThat(bad("/api/v1/alerts?cleared=perhaps")).contains("cleared must be true or false");
    }

    @Test
    void whatSomebodyHasToLookAtIsListedAndToldUntilItIsOver() {
        String model = "m" + UUID.randomUUID();

        announcements.fire(new HealthEvent.Alert(Subject.model(model), "breaker_open", "failed too often"));
        await().until(() -> alerts("false").contains(model));
        await().until(() -> told("[Belay] look at model:" + model + ": breaker_open"));

        announcements.fire(new HealthEvent.Recovered(Subject.model(model)));
        await().until(() -> !alerts("false").contains(model));
        assertThat(alerts("true")).contains(model);
        await().until(() -> told("[Belay] over: model:" + model + ": breaker_open"));
    }

    @Test
    void anExperimentThatStopsIsToldOf() throws Exception {
        int round = experiments.stage("moved").orElseThrow().round();
        for (String runs : List.of("control#" + round + " succeeded", "candidate#" + round + " failed")) {
            String[] variantAndEnd = runs.split(" ");
            database.update("""
                    insert into tier_statistic (at, tier, kind, tools, outcome, variant, attempts, won, input_tokens,
                        output_tokens, cost_usd, unpriced, millis)
                    values (now(), '', '', '', ?, ?, 100, 0, 1, 1, 0, 0, array_fill(0::bigint, array[81]))""", variantAndEnd[1], "moved/" + variantAndEnd[0]);
        }

        experiments.look();

        await().until(() -> alerts("false").contains("experiment_stopped"));
        assertThat(alerts("false")).contains("\"subject\":\"moved\"", "nobody gets the candidate any more");
        await().until(() -> told("[Belay] look at experiment:moved: experiment_stopped"));
    }

    private static boolean told(String subject) {
        return mail.letters().stream().anyMatch(letter -> letter.subject().equals(subject));
    }

    private String alerts(String cleared) {
        return shop.get("/api/v1/alerts?limit=200&cleared=" + cleared).toString();
    }

    /// What tiers came to with a tool.
    private Map<String, JsonNode> with(String tool) {
        Map<String, JsonNode> tiers = new HashMap<>();
        for (JsonNode each :
                shop.get("/api/v1/tiers/statistics?window=1h&by=tools").path("data")) {
            if (each.path("tools").asText().equals(tool)) {
                tiers.put(each.path("tier").asText(), each);
            }
        }
        return tiers;
    }

    private String bad(String path) throws Exception {
        HttpResponse<String> response = shop.client()
                .send(HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        return response.body();
    }
}
