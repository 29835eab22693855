package dev.belay.edge;

import static dev.belay.edge.EdgeCalls.post;
import static dev.belay.edge.EdgeCalls.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/// Keys over real HTTP: who makes them, what they open, and whose runs they show.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class KeysEdgeQuarkusTest {
    @Test
    void keysAreShownOnceCheckedAndRevoked() {
        Response made = post("/api/v1/keys", "{\"name\":\"team\",\"scopes\":[\"ask\"],\"tools\":[\"read_file\"]}");
        made.then().statusCode(201).body("key", startsWith("belay_" + made.path("id") + "_"));
        String key = made.path("key");
        given().get("/api/v1/keys")
                .then()
                .body("data.id", hasItem((String) made.path("id")))
                .body(not(containsString(key)));
        RequestSpecification team = given().auth().oauth2(key);
        team.get("/api/v1/tools").then().body("data.name", contains("read_file"));
        team.contentType(ContentType.JSON)
                .body("{\"input\":\"x\",\"tools\":[\"write_file\"]}")
                .post("/api/v1/runs")
                .then()
                .statusCode(403);
        given().auth().oauth2(key).get("/api/v1/keys").then().statusCode(403);
        given().auth()
                .oauth2(key.substring(0, key.length() - 1) + "!")
                .get("/v1/models")
                .then()
                .statusCode(401);
        given().delete("/api/v1/keys/" + made.path("id")).then().statusCode(204);
        given().auth().oauth2(key).get("/v1/models").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().delete("/api/v1/keys/" + made.path("id")).then().statusCode(404);
    }

    @Test
    void nobodyGivesAwayMoreThanTheyHave() {
        String key = post("/api/v1/keys", "{\"name\":\"a\",\"scopes\":[\"admin\"],\"tools\":[\"read_file\"]}")
                .path("key");
        problem(
                given().auth()
                        .oauth2(key)
                        .contentType(ContentType.JSON)
                        .body("{\"name\":\"b\",\"scopes\":[\"ask\"]}")
                        .post("/api/v1/keys"),
                403,
                "scopes");
        problem(
                given().auth()
                        .oauth2(key)
                        .contentType(ContentType.JSON)
                        .body("{\"name\":\"b\",\"scopes\":[\"admin\"],\"tools\":[\"write_file\"]}")
                        .post("/api/v1/keys"),
                403,
                "tools");
        given().auth()
                .oauth2(key)
                .contentType(ContentType.JSON)
                .body("{\"name\":\"b\",\"scopes\":[\"admin\"]}")
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .body("tools", contains("read_file"));
        problem(post("/api/v1/keys", "{\"name\":\"c\",\"scopes\":[\"root\"]}"), 400, "scopes[0]");
    }

    @Test
    void runsOfOthersDoNotExist() {
        String id = post("/api/v1/runs", "{\"input\":\"hello\",\"wait\":true}").path("id");
        String key = post("/api/v1/keys", "{\"name\":\"other\",\"scopes\":[\"ask\"]}")
                .path("key");
        for (String path : new String[] {"", "/explain", "/events"}) {
            given().auth().oauth2(key).get("/api/v1/runs/" + id + path).then().statusCode(404);
        }
        given().auth().oauth2(key).post("/api/v1/runs/" + id + "/cancel").then().statusCode(404);
        given().auth().oauth2(key).get("/api/v1/runs").then().body("data", hasSize(0));
    }
}
