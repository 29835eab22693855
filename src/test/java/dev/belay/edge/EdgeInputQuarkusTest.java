package dev.belay.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.edge.scripted.ScriptedProfile;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What both edges make of bodies that are too large or hold what they should not, over real HTTP.
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@QuarkusTestResource(PostgresResource.class)
class EdgeInputQuarkusTest {
    private static final String PROBLEM = "application/problem+json";

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/api/v1/runs"})
    void aBodyOverTheLimitIsRefused(String path) throws Exception {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String declared = raw(head + "Content-Length: " + (ScriptedProfile.BODY_LIMIT + 1) + "\r\n\r\n");
        assertThat(declared).startsWith("HTTP/1.1 413").contains(path.startsWith("/v1") ? "\"error\"" : "urn:belay:");
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        String chunked = raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(8) + "0\r\n\r\n");
        assertThat(chunked).startsWith("HTTP/1.1 413").contains(path.startsWith("/v1") ? "\"error\"" : "urn:belay:");
    }

    /// The client sends on for a while after the refusal, and reads only then.
    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/api/v1/runs", "/api/v1/keys"})
    void whoSendsFarTooMuchWithoutALengthReadsWhy(String path) throws Exception {
        HttpURLConnection connection = upload(path, new byte[64 * ScriptedProfile.BODY_LIMIT]);
        assertThat(connection.getResponseCode()).isEqualTo(413);
        String body = new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (path.startsWith("/v1")) {
            assertThat(connection.getContentType()).startsWith("application/json");
            assertThat(JsonPath.from(body).getString("error.code")).isEqualTo("body_too_large");
        } else {
            assertThat(connection.getContentType()).startsWith(PROBLEM);
            assertThat(JsonPath.from(body).getString("type")).isEqualTo("urn:belay:too-large");
        }
    }

    @Test
    void aBodyWithoutALengthUpToTheLimitIsRead() throws Exception {
        String text = "hello " + "x".repeat(ScriptedProfile.BODY_LIMIT - 200);
        HttpURLConnection openAi = upload("/v1/chat/completions", body(text).getBytes(StandardCharsets.UTF_8));
        assertThat(openAi.getResponseCode()).isEqualTo(200);
        String run = "{\"input\":\"" + text + "\",\"wait\":true}";
        assertThat(upload("/api/v1/runs", run.getBytes(StandardCharsets.UTF_8)).getResponseCode())
                .isEqualTo(200);
    }

    /// The first request of a connection asks for HTTP/2, the second is made in it.
    @Test
    void http2NeedsNoLengthEither() throws Exception {
        URI server = URI.create("http://localhost:" + RestAssured.port);
        HttpRequest list = HttpRequest.newBuilder(server.resolve("/v1/models")).build();
        byte[] hello = body("hello").getBytes(StandardCharsets.UTF_8);
        HttpRequest chat = HttpRequest.newBuilder(server.resolve("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(hello)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (HttpRequest request : List.of(list, list, chat)) {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a uri %%", "https://not a uri %%", "http://", "https://a.example/%zz"})
    void anImageThatHasNoAddressIsRefused(String url) {
        image(url)
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo("messages[0].content[0].image_url.url"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/b.png?c=d%20e#f",
                "http://[::1]:8080/b.png",
                "https://under_score.example/b.png",
                "data:image/png;base64,iVBORw0KGgo="
            })
    void anImageThatHasAnAddressIsTaken(String url) {
        image(url).statusCode(200);
    }

    @Test
    void aSlipInAFieldsNameIsNamed() {
        run("{\"inpt\":\"hello\"}", "inpt")
                .body("detail", containsString("input"))
                .body("detail", containsString("client_tools"));
        run("{\"input\":\"hello\",\"bugdet\":1}", "bugdet").body("detail", containsString("budget_usd"));
        chat(",\"belay\":{\"dedline_ms\":1}")
                .statusCode(400)
                .body("error.param", equalTo("belay.dedline_ms"))
                .body("error.message", containsString("deadline_ms"));
    }

    private static ValidatableResponse run(String body, String field) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/runs")
                .then()
                .statusCode(400)
                .contentType(startsWith(PROBLEM))
                .body("field", equalTo(field));
    }

    private static ValidatableResponse image(String url) {
        return chat(
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}]}",
                "");
    }

    private static ValidatableResponse chat(String more) {
        return chat("{\"role\":\"user\",\"content\":\"hello\"}", more);
    }

    private static ValidatableResponse chat(String message, String more) {
        return given().contentType(ContentType.JSON)
                .body("{\"model\":\"belay\",\"messages\":[" + message + "]" + more + "}")
                .post("/v1/chat/completions")
                .then();
    }

    private static String body(String text) {
        return "{\"model\":\"belay\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    /// Sends the body in chunks, so that its length is not declared.
    private static HttpURLConnection upload(String path, byte[] body) throws Exception {
        URI address = URI.create("http://localhost:" + RestAssured.port + path);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setReadTimeout(10_000);
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(8192);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return connection;
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
