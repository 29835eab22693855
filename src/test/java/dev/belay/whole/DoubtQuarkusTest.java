package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static dev.belay.whole.ShopResource.till;
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

/// An effect of which nobody knows whether it happened, and a person who finds out.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class DoubtQuarkusTest {
    private static final String TOOL = "unsafe_hasty";

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
    void whatAPersonFindsOutIsWhatTheRunGoesOnWith() throws Exception {
        String run = inDoubt();
        JsonNode doubt = doubtOf(run);
        assertThat(doubt.path("tool").asText()).isEqualTo(TOOL);
        assertThat(doubt.path("arguments")).isEqualTo(Json.tree("{\"amount\":5,\"order\":\"7\"}"));
        String path = "/api/v1/doubts/" + doubt.path("key").asText();

        ObjectNode found = Json.object().put("happened", true).put("text", "paid, receipt 12");
        assertThat(shop.post(200, path, found).path("left").asInt()).isZero();
        shop.post(409, path, found);
        shop.post(202, "/api/v1/runs/" + run + "/resume", Json.object());

        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(till.sent()).as("it is not sent again").isEqualTo(1);
        assertThat(provider.log().getLast().asked().body()).contains("paid, receipt 12");
    }

    @Test
    void aBadFindingChangesNothing() throws Exception {
        String run = inDoubt();
        String path = "/api/v1/doubts/" + doubtOf(run).path("key").asText();

        JsonNode problem = shop.post(400, path, Json.object().put("text", "no idea"));
        assertThat(problem.path("field").asText()).isEqualTo("happened");
        shop.post(400, path, Json.object().put("happened", true));
        shop.post(
                404, "/api/v1/doubts/none", Json.object().put("happened", true).put("text", "x"));
        assertThat(doubtOf(run)).isNotNull();
    }

    private String inDoubt() {
        till.hold();
        JsonNode error = shop.chat(409, Shop.order("Please pay with " + TOOL, TOOL));
        assertThat(error.at("/error/belay/state").asText()).isEqualTo("IN_DOUBT");
        return error.at("/error/belay/run").asText();
    }

    private JsonNode doubtOf(String run) {
        return StreamSupport.stream(shop.get("/api/v1/doubts").path("data").spliterator(), false)
                .filter(doubt -> doubt.path("run").asText().equals(run))
                .findFirst()
                .orElseThrow();
    }

    private String state(String run) {
        return shop.get("/api/v1/runs/" + run).path("state").asText();
    }
}
