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
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A tool acts for the first time: specialists are asked, and after their yes the like goes through.
@QuarkusTest
@TestProfile(UnfamiliarQuarkusTest.Rules.class)
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class UnfamiliarQuarkusTest {
    private static final String TOOL = "unsafe_rare";

    @TestHTTPResource("/")
    URI server;

    @Test
    void theFirstCaseIsSeenBySpecialistsAndTheNextByNobody() throws Exception {
        provider.reset();
        till.reset();
        Shop shop = new Shop(server, HttpClient.newHttpClient());

        JsonNode resting = shop.post(202, "/api/v1/runs", order());

        JsonNode shown = shop.get(resting.at("/approval/url").asText());
        assertThat(shown.path("reviewers").asText()).isEqualTo("specialists");
        assertThat(shown.at("/reasons/0/code").asText()).isEqualTo("unfamiliar");
        assertThat(shown.at("/reasons/0/text").asText()).isEqualTo("no case of this tool is known yet");
        assertThat(till.sent()).isZero();
        shop.post(200, resting.at("/approval/url").asText() + "/approve", Json.object());
        String run = "/api/v1/runs/" + resting.path("id").asText();
        await().until(() -> shop.get(run).path("state").asText().equals("SUCCEEDED"));

        JsonNode next = shop.post(200, "/api/v1/runs", order());

        assertThat(next.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(till.payments()).hasSize(2);
    }

    private static ObjectNode order() {
        ObjectNode order = Shop.order("Please pay with " + TOOL);
        order.remove("belay");
        order.put("policy", order.remove("model").asText())
                .put("wait", true)
                .putArray("tools")
                .add(TOOL);
        return order;
    }

    /// Medium risk acts without a measure, so that nothing else asks.
    public static class Rules implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "belay.approval.mode",
                    "rules",
                    "belay.approval.confidence.needed-from",
                    "high",
                    "belay.approval.risk.tools." + TOOL,
                    "medium",
                    "belay.approval.unfamiliar.group",
                    "specialists");
        }
    }
}
