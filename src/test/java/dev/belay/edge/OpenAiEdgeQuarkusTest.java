package dev.belay.edge;

import static dev.belay.edge.EdgeCalls.body;
import static dev.belay.edge.EdgeCalls.envelope;
import static dev.belay.edge.EdgeCalls.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
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
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The edge that speaks as OpenAI does, over real HTTP, with a scripted strategy behind the real gateway and real keys.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class OpenAiEdgeQuarkusTest {
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
}
