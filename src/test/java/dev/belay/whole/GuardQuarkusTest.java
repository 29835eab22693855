package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static dev.belay.whole.ShopResource.till;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server behind tools fails: how often it is asked, by its own count.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class GuardQuarkusTest {
    @TestHTTPResource("/q/metrics")
    URI metrics;

    @TestHTTPResource("/")
    URI server;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
        till.reset();
    }

    @Test
    void aToolThatReadsIsTriedAgain() {
        till.breakFor(2);

        JsonNode answer = shop.chat(200, Shop.order("Please look with lookup_shaky", "lookup_shaky"));

        assertThat(answer.at("/belay/state").asText()).isEqualTo("SUCCEEDED");
        assertThat(till.requests()).isEqualTo(3);
        assertThat(provider.log()).hasSize(2);
        assertThat(provider.log().getLast().asked().body()).contains("receipt");
    }

    @Test
    void anUnsafeToolIsNot() {
        till.breakFor(2);

        JsonNode error = shop.chat(409, Shop.order("Please pay with unsafe_shaky", "unsafe_shaky"));

        assertThat(error.at("/error/belay/state").asText()).isEqualTo("IN_DOUBT");
        assertThat(till.requests()).isEqualTo(1);
    }

    @Test
    void aResultIsGivenAgainInAnotherRun() throws IOException {
        shop.chat(200, Shop.order("Please look with lookup_kept", "lookup_kept"));
        JsonNode again = shop.chat(200, Shop.order("Please look with lookup_kept", "lookup_kept"));

        assertThat(till.requests()).isEqualTo(1);
        assertThat(provider.log().getLast().asked().body()).contains("[cached result, under 1 min old]");
        JsonNode told = shop.explain(again.at("/belay/run").asText());
        assertThat(told.at("/steps").toString()).contains("lookup_kept was answered with an earlier result");
        try (InputStream exposed = metrics.toURL().openStream()) {
            assertThat(new String(exposed.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("belay_tool_cache_total{result=\"hit\",tool=\"lookup_kept\"}");
        }
        assertThat(shop.get("/api/v1/tiers/statistics?by=tools").path("data"))
                .filteredOn(tier -> tier.path("tools").asText().equals("lookup_kept"))
                .singleElement()
                .satisfies(tier -> {
                    assertThat(tier.path("tier")).isEqualTo(again.at("/belay/tier"));
                    assertThat(tier.at("/cache/asked").asLong()).isEqualTo(2);
                    assertThat(tier.at("/cache/hits").asLong()).isEqualTo(1);
                });
    }
}
