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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call needs a person: the run rests, somebody decides over HTTP, and the run goes on by itself.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class DecideQuarkusTest {
    private static final String TOOL = "unsafe_guarded";

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
    void whatIsApprovedHappensOnceAndTheRunGoesOn() throws Exception {
        ObjectNode order = Shop.order("Please pay with " + TOOL);
        order.remove("belay");
        order.put("policy", order.remove("model").asText())
                .put("wait", true)
                .putArray("tools")
                .add(TOOL);

        JsonNode resting = shop.post(202, "/api/v1/runs", order);
        String run = resting.path("id").asText();
        String approval = resting.at("/approval/id").asText();
        assertThat(resting.path("state").asText()).isEqualTo("NEEDS_HUMAN");
        assertThat(till.sent()).isZero();
        JsonNode shown = shop.get(resting.at("/approval/url").asText());
        assertThat(shown.path("arguments")).isEqualTo(Json.tree("{\"amount\":5,\"order\":\"7\"}"));
        assertThat(shown.path("request").asText()).isEqualTo("Please pay with " + TOOL);
        shop.post(409, "/api/v1/runs/" + run + "/resume", Json.object());

        ObjectNode yes = Json.object().put("hash", shown.path("hash").asText());
        shop.post(200, "/api/v1/approvals/" + approval + "/approve", yes);

        await().until(() ->
                shop.get("/api/v1/runs/" + run).path("state").asText().equals("SUCCEEDED"));
        assertThat(till.payments()).containsExactly("/pay/" + TOOL + "/7 {\"amount\":5}");
        assertThat(events(run))
                .containsSubsequence(
                        "event: person_asked",
                        "event: ended",
                        "event: resumed",
                        "event: person_decided",
                        "event: tool_done",
                        "event: ended");
        shop.post(409, "/api/v1/runs/" + run + "/resume", Json.object());
    }

    @Test
    void whatIsRejectedDoesNotHappen() {
        JsonNode error = shop.chat(409, Shop.order("Please pay with " + TOOL, TOOL));
        String run = error.at("/error/belay/run").asText();
        String approval = error.at("/error/belay/approval/id").asText();
        assertThat(error.at("/error/message").asText()).contains(run, approval, "belay approvals approve");

        Shop.read(200, reject(approval));

        await().until(() ->
                !shop.get("/api/v1/runs/" + run).path("state").asText().matches("RUNNING|NEEDS_HUMAN"));
        assertThat(till.sent()).isZero();
    }

    private HttpResponse<String> reject(String approval) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/approvals/" + approval + "/reject"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"notes\":\"too much\"}"))
                .build();
        return shop.client()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private List<String> events(String run) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/runs/" + run + "/events"))
                .build();
        return shop.client()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .toList();
    }
}
