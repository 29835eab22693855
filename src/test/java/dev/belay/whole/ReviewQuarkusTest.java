package dev.belay.whole;

import static dev.belay.whole.ShopResource.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An answer that a person sees before the caller does.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ShopResource.class)
class ReviewQuarkusTest {
    private static final String TEXT = "Order 7 was sent to Gasse 3 yesterday.";
    private static final String EDITED = "Order 7 is on its way.";

    @TestHTTPResource("/")
    URI server;

    @Inject
    Database database;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(server, HttpClient.newHttpClient());
        provider.reset();
    }

    @Test
    void theCallerGetsItOnceSomebodySaidYesAndSeesNothingOfItBefore() throws Exception {
        JsonNode resting = shop.post(202, "/api/v1/runs", ask("careful").put("wait", true));
        String run = resting.path("id").asText();
        assertThat(resting.path("state").asText()).isEqualTo("NEEDS_HUMAN");
        assertThat(resting.at("/approval/kind").asText()).isEqualTo("ANSWER");
        assertThat(resting.toString()).doesNotContain("Gasse");
        assertThat(events(run)).contains("event: sealed", "event: proposed").doesNotContain("Gasse");
        assertThat(events(run, 2)).contains("event: decision").doesNotContain("Gasse");
        assertThat(shop.explain(run).toString()).contains("not released").doesNotContain("Gasse");
        JsonNode shown = shop.get(resting.at("/approval/url").asText());
        assertThat(shown.path("text").asText()).isEqualTo(TEXT);
        assertThat(shown.at("/reasons/0/code").asText()).isEqualTo("policy");

        decide(
                resting.at("/approval/id").asText(),
                "approve",
                Json.object().put("hash", shown.path("hash").asText()));

        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(answer(run)).isEqualTo(TEXT);
        assertThat(provider.log()).as("no model is asked again").hasSize(1);
        assertThat(events(run)).contains("event: released", "Gasse");
    }

    @Test
    void whatAPersonWritesIsTheAnswerAndWhatTheSessionRemembers() throws Exception {
        ObjectNode first = Shop.ask("careful", "where is order 7");
        first.putObject("belay").put("session", UUID.randomUUID().toString());
        JsonNode error = shop.chat(409, first);
        assertThat(error.toString()).doesNotContain("Gasse");
        String run = error.at("/error/belay/run").asText();

        decide(approval(run), "edit", Json.object().put("text", EDITED).put("notes", "no addresses"));

        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(answer(run)).isEqualTo(EDITED);
        assertThat(events(run)).contains("\"verdict\":\"edited\"", EDITED).doesNotContain("Gasse");
        ObjectNode next = Shop.ask("clerk", "where is order 7, again");
        next.set("belay", first.get("belay"));
        shop.chat(200, next);
        assertThat(provider.log().getLast().asked().body()).contains(EDITED).doesNotContain("Gasse");
    }

    @Test
    void aNoEndsTheRunWithTheReviewersNotes() throws Exception {
        JsonNode resting = shop.post(202, "/api/v1/runs", ask("careful").put("wait", true));
        String run = resting.path("id").asText();

        decide(approval(run), "reject", Json.object().put("notes", "holds an address"));

        await().until(() -> state(run).equals("REJECTED"));
        assertThat(shop.get("/api/v1/runs/" + run).toString())
                .contains("the answer does not go out: a person said no: holds an address")
                .doesNotContain("Gasse");
    }

    @Test
    void aPersonSaysWhatTheCallerIsToldInstead() throws Exception {
        String run = shop.post(202, "/api/v1/runs", ask("talking").put("wait", true))
                .path("id")
                .asText();
        String first = approval(run);

        decide(first, "reject", Json.object().put("notes", "holds an address"));

        await().until(() -> state(run).equals("NEEDS_HUMAN") && !approval(run).equals(first));
        assertThat(shop.get("/api/v1/approvals/" + approval(run)).path("text").asText())
                .isEqualTo("the answer does not go out: a person said no: holds an address."
                        + " What is the caller to be told instead?");
        decide(approval(run), "answer", Json.object().put("text", EDITED));
        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(answer(run)).isEqualTo(EDITED);
    }

    @Test
    void byTheRulesNothingUnmeasuredGoesOut() throws Exception {
        ObjectNode streamed = Shop.ask("ruled", "where is order 7").put("stream", true);
        JsonNode error = shop.chat(409, streamed);

        assertThat(error.at("/error/message").asText()).contains("nothing measured how sure this answer is");
        assertThat(error.toString()).doesNotContain("Gasse");
        shop.post(400, "/api/v1/runs", ask("ruled").put("durability", "none"));
    }

    @Test
    void whoeverTakesTheRunUpAsksAPersonAndNoModel() throws Exception {
        String run = shop.post(202, "/api/v1/runs", ask("careful").put("wait", true))
                .path("id")
                .asText();
        // as a process leaves it that dies when it has the answer and has asked nobody
        UUID id = UUID.fromString(run);
        database.update("delete from journal where run_id = ? and kind in ('person_asked', 'ended')", id);
        database.update("delete from approval where run_id = ?", id);
        database.update(
                "update run set state = 'RUNNING', owner = null, outcome = null, ended_at = null where id = ?", id);

        await().until(() -> state(run).equals("NEEDS_HUMAN"));
        decide(approval(run), "approve", Json.object());
        await().until(() -> state(run).equals("SUCCEEDED"));
        assertThat(answer(run)).isEqualTo(TEXT);
        assertThat(provider.log()).hasSize(1);
    }

    private static ObjectNode ask(String policy) {
        ObjectNode body = Shop.ask(policy, "where is order 7");
        body.remove("model");
        return body.put("policy", policy);
    }

    private void decide(String approval, String verdict, ObjectNode body) throws Exception {
        shop.post(200, "/api/v1/approvals/" + approval + "/" + verdict, body);
    }

    private String approval(String run) {
        return shop.get("/api/v1/runs/" + run).at("/approval/id").asText();
    }

    private String state(String run) {
        return shop.get("/api/v1/runs/" + run).path("state").asText();
    }

    private String answer(String run) {
        return shop.get("/api/v1/runs/" + run).at("/answer/text").asText();
    }

    private String events(String run) throws SQLException {
        return events(run, 0);
    }

    private String events(String run, int after) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/runs/" + run + "/events"))
                .header("Last-Event-ID", Integer.toString(after))
                .build();
        return shop.client()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }
}
