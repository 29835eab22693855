package dev.belay.edge;

import static dev.belay.edge.EdgeCalls.PROBLEM;
import static dev.belay.edge.EdgeCalls.post;
import static dev.belay.edge.EdgeCalls.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.edge.scripted.ScriptedRuns;
import dev.belay.exchange.RunState;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// Runs by Belay's own edge, over real HTTP, with a scripted strategy behind the real gateway.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class RunsEdgeQuarkusTest {
    @Inject
    ScriptedRuns runs;

    @Test
    void startsARunAndTellsOfIt() throws Exception {
        String id = post("/api/v1/runs", "{\"input\":\"fall\"}")
                .then()
                .statusCode(202)
                .header("Location", startsWith("/api/v1/runs/"))
                .body("state", equalTo("RUNNING"))
                .extract()
                .path("id");
        runs.ended(id);
        given().get("/api/v1/runs/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUCCEEDED"))
                .body("answer.text", equalTo("held after a fall"))
                .body("attempts", equalTo(2))
                .body("usage.input_tokens", equalTo(107));
        given().get("/api/v1/runs/" + id + "/explain").then().statusCode(200).body("steps", hasSize(5));
        given().get("/api/v1/runs?limit=1").then().body("data", hasSize(1)).body("next", not(nullValue()));
        String events = given().get("/api/v1/runs/" + id + "/events").asString();
        assertThat(events).contains("id: 1\nevent: attempt_started\ndata: {\"tier\":\"native\"}\n\n");
        assertThat(events).endsWith("id: 5\nevent: ended\ndata: {\"state\":\"SUCCEEDED\"}\n\n");
        String rest = given().header("Last-Event-ID", "4")
                .get("/api/v1/runs/" + id + "/events")
                .asString();
        assertThat(rest).contains("id: 5\n").doesNotContain("id: 4\n");
    }

    @Test
    void waitsForTheEnd() {
        post("/api/v1/runs", "{\"input\":\"hello\",\"wait\":true}")
                .then()
                .statusCode(200)
                .body("tier", equalTo("loop"))
                .body("answer.finish_reason", equalTo("stop"));
        post("/api/v1/runs", "{\"input\":\"fail\",\"wait\":true}")
                .then()
                .statusCode(503)
                .contentType(startsWith(PROBLEM))
                .body("run.error.reason", equalTo("overloaded"));
        post("/api/v1/runs", "{\"input\":\"reject\",\"wait\":true}").then().statusCode(422);
        post("/api/v1/runs", "{\"input\":\"human\",\"wait\":true}")
                .then()
                .statusCode(202)
                .header("Location", startsWith("/api/v1/runs/"))
                .body("error.tool", equalTo("write_file"));
    }

    @Test
    void stopsARun() throws Exception {
        String id = post("/api/v1/runs", "{\"input\":\"hang\"}").path("id");
        given().header("Prefer", "wait").get("/api/v1/runs/" + id).then().body("state", equalTo("RUNNING"));
        given().post("/api/v1/runs/" + id + "/cancel").then().statusCode(202);
        assertThat(runs.ended(id).state()).isEqualTo(RunState.CANCELLED);
        given().post("/api/v1/runs/" + id + "/cancel").then().statusCode(409).contentType(startsWith(PROBLEM));
    }

    @Test
    void problemsNameTheField() {
        problem(post("/api/v1/runs", "{\"input\":\"x\",\"tools\":[\"nope\"]}"), 400, "tools[0]")
                .body("detail", containsString("read_file"));
        problem(post("/api/v1/runs", "{\"input\":\"x\",\"strategy\":\"smart\"}"), 400, "strategy")
                .body("detail", containsString("scripted"));
        problem(post("/api/v1/runs", "{\"input\":\"x\",\"budget_usd\":-1}"), 400, "budget_usd");
        problem(post("/api/v1/runs", "{\"input\":\"x\",\"budget\":{\"token\":1}}"), 400, "budget.token");
        problem(post("/api/v1/runs", "{\"input\":\"x\",\"policy\":\"nope\"}"), 404, "policy");
        problem(given().get("/api/v1/runs?limit=x"), 400, "limit");
        problem(given().get("/api/v1/runs/not-an-id"), 404, "id");
        problem(given().get("/api/v1/nothing"), 404, null);
        problem(given().delete("/api/v1/runs"), 405, null);
    }

    @Test
    void listsTiersAndTools() {
        given().get("/api/v1/tiers")
                .then()
                .body("data.id", contains("native", "loop", "rules", "adk"))
                .body("data[1].breaker", equalTo("open"))
                .body("data[0].attempts.held", equalTo(3));
        given().get("/api/v1/tools").then().body("data.name", hasItem("write_file"));
    }

    @Test
    void whatIsNotBuiltSaysSo() {
        String id = post("/api/v1/runs", "{\"input\":\"hello\",\"wait\":true}").path("id");
    }
}
