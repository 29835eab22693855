package dev.belay.edge;

import static dev.belay.edge.EdgeCalls.PROBLEM;
import static dev.belay.edge.EdgeCalls.post;
import static dev.belay.edge.EdgeCalls.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.approval.Approvals;
import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Caller.Scope;
import dev.belay.platform.Database;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Approvals over real HTTP, asked for by the domain itself.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class ApprovalsEdgeQuarkusTest {
    private static final String PATH = "/api/v1/approvals/";

    @Inject
    Approvals approvals;

    @Inject
    Database database;

    private Asked asked;
    private String run;

    @BeforeEach
    void begin() {
        asked = new Asked(approvals, database);
        run = new UUID(System.nanoTime(), 1).toString();
    }

    @Test
    void showsTheWholePackage() throws SQLException {
        String id = asked.call(run, Caller.LOCAL);

        given().get(PATH + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("state", equalTo("PENDING"))
                .body("tool", equalTo("calculate"))
                .body("arguments.expression", equalTo("2+2"))
                .body("run_id", equalTo(run))
                .body("reasons[0].code", equalTo("in-doubt"))
                .body("on_yes", startsWith("calculate"))
                .body("on_no", not(nullValue()))
                .body("hash", not(nullValue()))
                .body("decide_by", not(nullValue()));
        given().get(PATH + "not-an-id").then().statusCode(404).body("type", endsWith("unknown"));
        problem(given().get(PATH + run), 404, "id");
    }

    @Test
    void listsByStateGroupAndRunPageByPage() throws SQLException {
        String call = asked.call(run, Caller.LOCAL);
        String question = asked.question(run, Caller.LOCAL);
        post(PATH + call + "/reject", "{}").then().statusCode(200);

        given().get("/api/v1/approvals?run=" + run)
                .then()
                .statusCode(200)
                .body("data.id", equalTo(List.of(question, call)))
                .body("data.request", everyItem(nullValue()))
                .body("next", nullValue());
        given().get("/api/v1/approvals?limit=1&run=" + run)
                .then()
                .body("data.id", equalTo(List.of(question)))
                .body("next", equalTo(question));
        given().get("/api/v1/approvals?run=" + run + "&before=" + question)
                .then()
                .body("data.id", equalTo(List.of(call)));
        given().get("/api/v1/approvals?state=rejected&group=reviewers&run=" + run)
                .then()
                .body("data.id", equalTo(List.of(call)));
        given().get("/api/v1/approvals?group=others").then().body("data", empty());
        problem(given().get("/api/v1/approvals?state=maybe"), 400, "state").body("detail", containsString("pending"));
        problem(given().get("/api/v1/approvals?limit=0"), 400, "limit");
        problem(given().get("/api/v1/approvals?before=x"), 400, "before");
        problem(given().get("/api/v1/approvals?run=x"), 400, "run");
        problem(given().get("/api/v1/approvals?group=" + "g".repeat(101)), 400, "group");
    }

    @Test
    void twoClicksAreOneDecisionAndAnotherOneIsToldWhoDecided() throws SQLException {
        String id = asked.call(run, Caller.LOCAL);
        String hash = given().get(PATH + id).path("hash");
        String yes = "{\"hash\":\"" + hash + "\",\"notes\":\"fine\"}";

        post(PATH + id + "/approve", yes)
                .then()
                .statusCode(200)
                .body("state", equalTo("APPROVED"))
                .body("decided_by", equalTo("local"))
                .body("notes", equalTo("fine"));
        post(PATH + id + "/approve", yes).then().statusCode(200);
        post(PATH + id + "/reject", "{}")
                .then()
                .statusCode(409)
                .contentType(startsWith(PROBLEM))
                .body("type", equalTo("urn:belay:decided"))
                .body("detail", startsWith("approved by local at "))
                .body("approval.state", equalTo("APPROVED"));
    }

    @Test
    void aLateDecisionIsToldWhenItsTimeWasOver() throws SQLException {
        String id = asked.call(run, Caller.LOCAL);
        database.update(
                "update approval set decide_by = now() - interval '1 minute' where id = ?", UUID.fromString(id));

        post(PATH + id + "/approve", "{}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:belay:lapsed"))
                .body("detail", startsWith("nobody decided until "));
    }

    @Test
    void whatWasNotShownIsNotDecidedOn() throws SQLException {
        String id = asked.call(run, Caller.LOCAL);

        post(PATH + id + "/approve", "{\"hash\":\"another\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:belay:changed"));
        given().get(PATH + id).then().body("state", equalTo("PENDING"));
    }

    @Test
    void argumentsAreEditedWithinTheToolsSchema() throws SQLException {
        String id = asked.call(run, Caller.LOCAL);

        problem(post(PATH + id + "/edit", "{\"arguments\":{\"expr\":1}}"), 400, "arguments");
        problem(post(PATH + id + "/edit", "{\"arguments\":\"2+3\"}"), 400, "arguments");
        problem(post(PATH + id + "/edit", "{}"), 400, "arguments");
        post(PATH + id + "/edit", "{\"arguments\":{\"expression\":\"2+3\"}}")
                .then()
                .statusCode(200)
                .body("state", equalTo("EDITED"))
                .body("arguments.expression", equalTo("2+3"))
                .body("asked_arguments.expression", equalTo("2+2"))
                .body("edited_by", equalTo("local"));
    }

    @Test
    void questionsAreAnswered() throws SQLException {
        String id = asked.question(run, Caller.LOCAL);

        given().get(PATH + id).then().body("kind", equalTo("QUESTION")).body("text", equalTo("Which?"));
        problem(post(PATH + id + "/approve", "{}"), 400, null);
        problem(post(PATH + id + "/answer", "{}"), 400, "text");
        post(PATH + id + "/answer", "{\"text\":\"the first\"}")
                .then()
                .statusCode(200)
                .body("state", equalTo("ANSWERED"));
        problem(post(PATH + asked.call(run, Caller.LOCAL) + "/answer", "{\"text\":\"x\"}"), 400, "text");
    }

    @Test
    void bodiesAreBoundedAndDeclared() throws SQLException {
        String id = asked.call(run, Caller.LOCAL);

        problem(post(PATH + id + "/approve", "{\"notes\":\"" + "n".repeat(4_001) + "\"}"), 400, "notes");
        problem(post(PATH + id + "/approve", "{\"note\":\"n\"}"), 400, "note").body("detail", containsString("notes"));
        given().contentType(ContentType.TEXT)
                .body("{}")
                .post(PATH + id + "/approve")
                .then()
                .statusCode(415);
        given().get(PATH + id).then().body("state", equalTo("PENDING"));
    }

    @Test
    void decidingNeedsTheScopeAndOthersApprovalsDoNotExist() throws SQLException {
        Response asking = post("/api/v1/keys", "{\"name\":\"asker\",\"scopes\":[\"ask\"]}");
        Response reviewing = post("/api/v1/keys", "{\"name\":\"reviewer\",\"scopes\":[\"approve\"]}");
        String asker = asking.path("key");
        String reviewer = reviewing.path("key");
        String own = asked.call(run, new Caller(asking.path("id"), Set.of(Scope.ASK), null));
        String others = asked.call(new UUID(System.nanoTime(), 2).toString(), Caller.LOCAL);

        given().auth().oauth2(asker).get(PATH + own).then().statusCode(200);
        as(asker, own + "/approve").then().statusCode(403).contentType(startsWith(PROBLEM));
        given().auth().oauth2(asker).get(PATH + others).then().statusCode(404);
        as(asker, others + "/approve").then().statusCode(404);
        given().auth().oauth2(asker).get("/api/v1/approvals").then().body("data.id", equalTo(List.of(own)));
        given().auth().oauth2(asker).get(PATH + "statistics").then().statusCode(403);
        given().auth().oauth2(reviewer).get("/api/v1/approvals").then().body("data.id", hasItem(others));
        as(reviewer, own + "/approve").then().statusCode(200).body("decided_by", equalTo(reviewing.path("id")));
    }

    @Test
    void nobodyDecidesOnTheirOwnCall() throws SQLException {
        Response key = post("/api/v1/keys", "{\"name\":\"both\",\"scopes\":[\"ask\",\"approve\"]}");
        String own = asked.call(run, new Caller(key.path("id"), Set.of(Scope.ASK, Scope.APPROVE), null));

        as(key.path("key"), own + "/approve").then().statusCode(403).body("detail", containsString("own behalf"));
    }

    @Test
    void countsWhatBecameOfThem() throws SQLException {
        asked.call(run, Caller.LOCAL);

        given().get(PATH + "statistics")
                .then()
                .statusCode(200)
                .body("pending", greaterThanOrEqualTo(1))
                .body("queue_depth.reviewers", greaterThanOrEqualTo(1))
                .body("oldest_seconds", greaterThanOrEqualTo(0))
                .body("automation_rate", not(nullValue()));
    }

    private static Response as(String key, String path) {
        return given().auth()
                .oauth2(key)
                .contentType(ContentType.JSON)
                .body("{}")
                .post(PATH + path);
    }
}
