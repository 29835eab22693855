package dev.belay.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.edge.scripted.ScriptedRuns;
import dev.belay.exchange.Caller;
import dev.belay.exchange.RunState;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both edges over real HTTP, with a scripted strategy behind the real gateway and real keys.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class EdgesQuarkusTest {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    ScriptedRuns runs;

    @Test
    void answersAChat() {
        chat("hello", "")
                .statusCode(200)
                .header("Belay-State", "SUCCEEDED")
                .header("Belay-Tier", "loop")
                .header("Belay-Run", not(nullValue()))
                .header("Belay-Degraded", nullValue())
                .body("object", equalTo("chat.completion"))
                .body("model", equalTo("gpt-small-2026"))
                .body("choices[0].message.content", startsWith("Hello, wörld!"))
                .body("usage.total_tokens", equalTo(12))
                .body("belay.state", equalTo("SUCCEEDED"));
    }

    @Test
    void streamsExactFrames() {
        Response response = post("/v1/chat/completions", body("hello", ",\"stream\":true"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("text/event-stream");
        assertThat(response.header("Belay-Run")).isNotNull();
        assertThat(response.header("Belay-Tier")).isNull();
        assertThat(response.asString())
                .startsWith("data: {\"id\":\"chatcmpl-")
                .endsWith("}\n\ndata: [DONE]\n\n")
                .contains("\"finish_reason\":\"stop\"", "\"belay\":{\"run\":");
    }

    @Test
    void aStreamThatFailsHasItsStatus() {
        post("/v1/chat/completions", body("fail", ",\"stream\":true"))
                .then()
                .statusCode(503)
                .header("Retry-After", "10")
                .body("error.code", equalTo("overloaded"))
                .body("error.belay.guidance.what_to_try", not(nullValue()));
    }

    @Test
    void unknownPathsMethodsAndMediaTypesAnswerInOpenAisShape() {
        envelope(given().get("/v1/nothing/here"), 404);
        envelope(given().get("/v1/chat/completions"), 405);
        envelope(given().contentType("text/plain").body("x").post("/v1/chat/completions"), 415);
        envelope(given().contentType(ContentType.JSON).body("{").post("/v1/chat/completions"), 400);
        envelope(post("/v1/chat/completions", body("hello", ",\"api_base\":\"http://10.0.0.1\"")), 400);
        envelope(given().auth().oauth2("belay_abcdef_" + "x".repeat(32)).get("/v1/models"), 401);
        envelope(given().auth().oauth2("belay_nonsense").get("/v1/nothing"), 401);
        envelope(given().header("Host", "evil.example").get("/v1/models"), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/api/v1/runs"})
    void aBodyOverTheLimitIsRefused(String path) throws Exception {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String declared = raw(head + "Content-Length: " + (ScriptedProfile.BODY_LIMIT + 1) + "\r\n\r\n");
        assertThat(declared).startsWith("HTTP/1.1 413").contains(path.startsWith("/v1") ? "\"error\"" : "urn:belay:");
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        String chunked = raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(8) + "0\r\n\r\n");
        assertThat(chunked).startsWith("HTTP/1.1 413");
    }

    @Test
    void aPlaceholderKeyIsNoKey() {
        given().auth().oauth2("sk-anything").get("/v1/models").then().statusCode(200);
    }

    @Test
    void listsPoliciesAndModels() {
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItems("belay", "belay/sequential", "gpt-small", "gpt-large"));
        given().urlEncodingEnabled(false)
                .get("/v1/models/belay%2Fsequential")
                .then()
                .statusCode(200)
                .body("id", equalTo("belay/sequential"));
        given().get("/v1/models/gpt-9").then().statusCode(404).body("error.code", equalTo("model_not_found"));
    }

    @Test
    void aKeyMakesEqualRequestsOneRun() {
        String first = keyed("one", "hello").statusCode(200).extract().header("Belay-Run");
        keyed("one", "hello").statusCode(200).header("Belay-Run", equalTo(first));
        keyed("one", "hello again").statusCode(422).body("error.param", equalTo("Idempotency-Key"));
    }

    @Test
    void aClientsOwnRetryAttaches() {
        String first = chat("hello retry", "").extract().header("Belay-Run");
        String again = given().contentType(ContentType.JSON)
                .header("x-stainless-retry-count", "1")
                .body(body("hello retry", ""))
                .post("/v1/chat/completions")
                .header("Belay-Run");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void whoHangsUpStopsTheRun() throws Exception {
        int before = runs.count();
        String body = body("hang", "");
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: "
                                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            Awaitility.await().until(() -> runs.count() > before);
        }
        String run = runs.list(Caller.LOCAL, 1, null).getFirst().head().id();
        assertThat(runs.ended(run).state()).isEqualTo(RunState.CANCELLED);
    }

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
        problem(post("/api/v1/runs", "{\"input\":\"x\",\"strategy\":\"race\"}"), 400, "strategy")
                .body("detail", containsString("scripted"));
        problem(post("/api/v1/runs", "{\"input\":\"x\",\"budget_usd\":1}"), 400, "budget_usd");
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

    @Test
    void whatIsNotBuiltSaysSo() {
        String id = post("/api/v1/runs", "{\"input\":\"hello\",\"wait\":true}").path("id");
        given().post("/api/v1/runs/" + id + "/resume").then().statusCode(400).body("type", endsWith("unsupported"));
    }

    private static ValidatableResponse chat(String text, String more) {
        return post("/v1/chat/completions", body(text, more)).then();
    }

    private static ValidatableResponse keyed(String key, String text) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body(text, ""))
                .post("/v1/chat/completions")
                .then();
    }

    private static String body(String text, String more) {
        return "{\"model\":\"belay\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}";
    }

    private static Response post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    private static void envelope(Response response, int status) {
        response.then()
                .statusCode(status)
                .contentType(startsWith("application/json"))
                .body("error.message", not(nullValue()))
                .body("error.type", not(nullValue()));
    }

    private static ValidatableResponse problem(Response response, int status, String field) {
        return response.then()
                .statusCode(status)
                .contentType(startsWith(PROBLEM))
                .body("status", equalTo(status))
                .body("field", equalTo(field));
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            StringBuilder all = new StringBuilder();
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                all.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                if (all.indexOf("}") > 0) {
                    break;
                }
            }
            return all.toString();
        }
    }
}
