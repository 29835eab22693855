package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is chosen for a run, as callers see it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class ChoicesQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
    }

    @Test
    void aSimpleTaskBeginsWithTheTierThatFitsIt() throws Exception {
        JsonNode run = run(200, "clerk", Json.object().put("strategy", "smart"));
        assertThat(run.path("tier").asText()).isEqualTo("loop");
        assertThat(chosen(run))
                .startsWith("smart: the order is loop, native, adk")
                .contains("(simple: 0 tools, ");
    }

    @Test
    void aKindOfTaskHasItsStrategyAndAnUnknownOneIsRefused() throws Exception {
        JsonNode simple = run(200, "clerk", Json.object().put("kind", "simple"));
        assertThat(chosen(simple)).startsWith("smart: the order is loop");

        JsonNode odd = run(400, "clerk", Json.object().put("kind", "odd"));
        assertThat(odd.toString()).contains("there is no kind \\\"odd\\\"; there are: simple");

        ObjectNode chat = Shop.ask("clerk", "where is order 7");
        chat.putObject("belay").put("kind", "odd");
        assertThat(shop.chat(400, chat).at("/error/param").asText()).isEqualTo("belay.kind");
    }

    @Test
    void theVariantsOfAnExperimentAreCompared() throws Exception {
        long before = succeeded();
        JsonNode run = run(200, "tried", Json.object().put("durability", "journal"));
        assertThat(run.path("tier").asText()).isEqualTo("loop");
        assertThat(chosen(run))
                .startsWith("experiment: the run is order/candidate#")
                .contains("100.0 % of runs get the candidate");
        await().until(() -> succeeded() == before + 1);
    }

    @Test
    void aRunThatIsTakenUpAgainCountsUnderItsVariant() throws Exception {
        long before = succeeded();
        ObjectNode order = Json.object()
                .put("input", "Please pay with unsafe_guarded")
                .put("policy", "tried")
                .put("wait", true);
        order.putArray("tools").add("unsafe_guarded");
        JsonNode resting = shop.post(202, "/api/v1/runs", order);
        JsonNode shown = shop.get(resting.at("/approval/url").asText());

        shop.post(
                200,
                resting.at("/approval/url").asText() + "/approve",
                Json.object().put("hash", shown.path("hash").asText()));

        await().until(() -> succeeded() == before + 1);
    }

    private long succeeded() {
        for (JsonNode each : shop.get("/api/v1/experiments").path("data")) {
            if (each.path("name").asText().equals("order")) {
                assertThat(each.path("state").asText()).isEqualTo("done");
                assertThat(each.at("/difference/method").asText()).isEqualTo("newcombe");
                return each.at("/variants/candidate/succeeded").asLong();
            }
        }
        throw new AssertionError("there is no such experiment");
    }

    private String chosen(JsonNode run) {
        JsonNode steps = shop.explain(run.path("id").asText()).path("steps");
        return StreamSupport.stream(steps.spliterator(), false)
                .filter(step -> step.path("kind").asText().equals("chosen"))
                .map(step -> step.path("text").asText())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode run(int status, String policy, ObjectNode wish) throws Exception {
        return shop.post(
                status,
                "/api/v1/runs",
                wish.put("input", "where is order 7").put("policy", policy).put("wait", true));
    }
}
