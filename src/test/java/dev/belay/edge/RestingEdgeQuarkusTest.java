package dev.belay.edge;

import static dev.belay.edge.EdgeCalls.PROBLEM;
import static dev.belay.edge.EdgeCalls.body;
import static dev.belay.edge.EdgeCalls.post;
import static dev.belay.edge.EdgeCalls.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.approval.Approvals;
import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.exchange.Caller;
import dev.belay.platform.Database;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Runs that rest, over real HTTP: what they wait for is told, and they are resumed.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class RestingEdgeQuarkusTest {
    @Inject
    Approvals approvals;

    @Inject
    Database database;

    @Test
    void aRunThatWaitsNamesItsApprovalAndHowToDecide() throws SQLException {
        String key = "waits-" + System.nanoTime();
        String run = keyed("/api/v1/runs", "{\"input\":\"human\",\"wait\":true}", key)
                .path("id");
        String approval = new Asked(approvals, database).call(run, Caller.LOCAL);

        keyed("/api/v1/runs", "{\"input\":\"human\",\"wait\":true}", key)
                .then()
                .statusCode(202)
                .header("Location", equalTo("/api/v1/runs/" + run))
                .body("approval.id", equalTo(approval))
                .body("approval.tool", equalTo("calculate"))
                .body("approval.url", equalTo("/api/v1/approvals/" + approval))
                .body("approval.command", equalTo("belay approvals approve " + approval));
        given().get("/api/v1/runs/" + run).then().body("approval.id", equalTo(approval));
        String openAi = "openai-" + System.nanoTime();
        String chat = keyed("/v1/chat/completions", body("human", ""), openAi).path("error.belay.run");
        String asked = new Asked(approvals, database).question(chat, Caller.LOCAL);
        keyed("/v1/chat/completions", body("human", ""), openAi)
                .then()
                .statusCode(409)
                .body("error.message", containsString(chat))
                .body("error.message", containsString("belay approvals answer " + asked))
                .body("error.belay.approval.id", equalTo(asked));
    }

    @Test
    void aRunIsNotResumedWhileAPersonHasYetToDecide() throws SQLException {
        String run = Asked.run();
        String approval = new Asked(approvals, database).call(run, Caller.LOCAL);

        resume(run, "{}")
                .then()
                .statusCode(409)
                .contentType(startsWith(PROBLEM))
                .body("type", equalTo("urn:belay:undecided"))
                .body("detail", containsString(approval))
                .body("approval.id", equalTo(approval));
        post("/api/v1/approvals/" + approval + "/approve", "{}").then().statusCode(200);
        resume(run, "{}").then().statusCode(202);
    }

    @Test
    void aRestingRunGoesOn() {
        String run =
                post("/api/v1/runs", "{\"input\":\"budget\",\"wait\":true}").path("id");

        resume(run, "{\"deadline_ms\":60000}")
                .then()
                .statusCode(202)
                .header("Location", equalTo("/api/v1/runs/" + run))
                .body("state", equalTo("RUNNING"))
                .body("error", nullValue());
        resume(run, "{}").then().statusCode(409).body("detail", equalTo("the run is at work"));
    }

    @Test
    void aRunThatIsOverAndOneThatIsNotThereAreNotResumed() {
        String run = post("/api/v1/runs", "{\"input\":\"hello\",\"wait\":true}").path("id");

        resume(run, "{}")
                .then()
                .statusCode(409)
                .body("type", endsWith("not-resting"))
                .body("state", equalTo("SUCCEEDED"))
                .body("detail", containsString("SUCCEEDED"));
        problem(resume(new UUID(3, 4).toString(), "{}"), 404, "id");
        problem(resume("nothing", "{}"), 404, "id");
        problem(resume(run, "{\"deadline_ms\":0}"), 400, "deadline_ms");
        problem(resume(run, "{\"deadline\":1}"), 400, "deadline");
        assertThat(given().contentType(ContentType.TEXT)
                        .body("{}")
                        .post("/api/v1/runs/" + run + "/resume")
                        .statusCode())
                .isEqualTo(415);
    }

    private static Response resume(String run, String body) {
        return post("/api/v1/runs/" + run + "/resume", body);
    }

    private static Response keyed(String path, String body, String key) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post(path);
    }
}
