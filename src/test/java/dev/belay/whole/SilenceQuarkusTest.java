package dev.belay.whole;

import static dev.belay.whole.ShopResource.BREAKER_CALLS;
import static dev.belay.whole.ShopResource.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.log.Seen;
import dev.belay.exchange.health.Breaker;
import dev.belay.model.Models;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Providers that say nothing, or no: the deadline holds, and breakers open and close.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class SilenceQuarkusTest {
    private static final Logger LOG = Logger.getLogger(SilenceQuarkusTest.class);
    private static final int CROWD = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    /// The machine may be busy; what was measured is printed.
    private static final Duration GENEROUS = Duration.ofSeconds(3);

    @TestHTTPResource("/")
    URI server;

    @Inject
    Models models;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
    }

    @Test
    void everybodyHearsByTheDeadlineThoughEveryModelIsSilent() {
        List<CompletableFuture<Heard>> crowd = new ArrayList<>();
        for (int n = 0; n < CROWD; n++) {
            ObjectNode body = Shop.ask("silent", "Is anybody there? I am number " + n);
            body.putObject("belay").put("deadline_ms", DEADLINE.toMillis());
            crowd.add(heard(body));
        }
        List<Heard> all = crowd.stream().map(CompletableFuture::join).toList();

        Duration slowest =
                all.stream().map(Heard::after).max(Duration::compareTo).orElseThrow();
        LOG.infof(
                "%d requests with a deadline of %d ms: the last heard after %d ms",
                CROWD, DEADLINE.toMillis(), slowest.toMillis());
        assertThat(slowest).isLessThan(DEADLINE.plus(GENEROUS));
        assertThat(all).allSatisfy(heard -> {
            assertThat(heard.error().at("/error/belay/state").asText()).isEqualTo("FAILED");
            assertThat(heard.error().at("/error/belay/reason").asText()).isIn("timed_out", "deadline_passed");
        });
        await().untilAsserted(() ->
                assertThat(provider.log()).hasSizeBetween(CROWD, 2 * CROWD).allMatch(Seen::cancelled));
        await().untilAsserted(() -> assertThat(states()).doesNotContain("RUNNING"));
    }

    private CompletableFuture<Heard> heard(ObjectNode body) {
        long sent = System.nanoTime();
        return shop.chat(body)
                .thenApply(response -> new Heard(Shop.read(503, response), Duration.ofNanos(System.nanoTime() - sent)));
    }

    private List<String> states() {
        return shop.get("/api/v1/runs?limit=100")
                .at("/data")
                .valueStream()
                .map(run -> run.at("/state").asText())
                .toList();
    }

    @Test
    void theBreakerOfAModelOpensAndCloses() {
        for (int n = 0; n < BREAKER_CALLS; n++) {
            assertThat(reason(moody(503))).isEqualTo("overloaded");
        }
        assertThat(breaker()).isEqualTo(Breaker.OPEN);
        assertThat(shop.get("/api/v1/tiers").at("/models").valueStream().map(JsonNode::toString))
                .contains("{\"id\":\"moody\",\"breaker\":\"open\"}");
        assertThat(provider.log()).hasSize(BREAKER_CALLS);

        assertThat(reason(moody(503))).isEqualTo("breaker_open");
        assertThat(provider.log()).as("an open breaker asks nobody").hasSize(BREAKER_CALLS);

        await().until(() -> shop.chat(moody()).join().statusCode() == 200);
        assertThat(breaker()).isEqualTo(Breaker.CLOSED);
        assertThat(provider.log()).as("one probe, which answered").hasSize(BREAKER_CALLS + 1);
        moody(200);
        assertThat(Stream.of("native", "adk", "loop").map(this::breakerOf)).containsOnly("closed");
    }

    private static ObjectNode moody() {
        ObjectNode body = Shop.ask("moody", "Hello");
        body.putObject("belay").putArray("tier_order").add("native");
        return body;
    }

    private JsonNode moody(int status) {
        return shop.chat(status, moody());
    }

    private static String reason(JsonNode error) {
        return error.at("/error/belay/reason").asText();
    }

    private Breaker breaker() {
        return models.models().stream()
                .filter(model -> model.id().equals("moody"))
                .findFirst()
                .orElseThrow()
                .breaker();
    }

    private String breakerOf(String tier) {
        return shop.get("/api/v1/tiers")
                .at("/data")
                .valueStream()
                .filter(each -> each.at("/id").asText().equals(tier))
                .findFirst()
                .orElseThrow()
                .at("/breaker")
                .asText();
    }

    private record Heard(JsonNode error, Duration after) {}
}
