package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Connections that end while a run is at work, and requests that share one or come again.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class RetryQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    private final HeldProvider held = ProviderResource.held;
    private Http http;

    @BeforeEach
    void forget() {
        http = new Http(
                server,
                null,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
        held.reset();
    }

    @AfterEach
    void release() {
        held.release();
    }

    @Test
    void aRetryHearsTheRunWhoseFirstConnectionBroke() throws Exception {
        ObjectNode body =
                ask(ProviderResource.HELD, "Hello " + UUID.randomUUID()).put("stream", true);
        Socket first = posted(body);
        await().until(() -> held.calls() == 1);
        Socket later = posted(ask(ProviderResource.HELD, "Something else"));
        await().until(() -> held.calls() == 2);
        // The status comes with the first comment, so it has joined by then.
        try (InputStream again = http.chatting(body, "x-stainless-retry-count", "1")) {
            String other = newest().path("id").asText();
            first.close();
            later.close();
            await("whoever hung up afterwards is noticed")
                    .until(() -> state(other).equals("CANCELLED"));
            held.release();

            assertThat(new String(again.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(HeldProvider.ANSWER)
                    .endsWith("data: [DONE]\n\n");
        }
        assertThat(held.calls()).as("one for each body").isEqualTo(2);
    }

    @Test
    void aRunWhoseRetryHangsUpAsWellStops() throws Exception {
        ObjectNode body =
                ask(ProviderResource.HELD, "Hello " + UUID.randomUUID()).put("stream", true);
        Socket first = posted(body);
        await().until(() -> held.calls() == 1);
        try (InputStream again = http.chatting(body, "x-stainless-retry-count", "1")) {
            first.close();
            assertThat(again.read()).isEqualTo(':');
        }
        String run = newest().path("id").asText();
        await().until(() -> state(run).equals("CANCELLED"));
    }

    /// Both have one connection, as requests of one client under HTTP/2 do.
    @RepeatedTest(10)
    void aRunThatIsCancelledLeavesOthersOfItsConnectionAlone() throws Exception {
        Http shared = new Http(server);
        shared.get("/v1/models").expect(200);
        CompletableFuture<Http.Reply> cancelled = shared.chatLater(ask(ProviderResource.HELD, "Hello"));
        await().until(() -> held.calls() == 1);
        String run = newest().path("id").asText();
        CompletableFuture<Http.Reply> other = shared.chatLater(ask(ProviderResource.HELD, "Hello to you, too"));
        await().until(() -> held.calls() == 2);

        http.post("/api/v1/runs/" + run + "/cancel", Json.object()).expect(202);
        Http.Reply told = cancelled.get(20, TimeUnit.SECONDS).expect(499);
        assertThat(told.json().at("/error/code").asText()).isEqualTo("cancelled");
        assertThat(told.header("x-should-retry"))
                .as("a client that asks again by itself would undo it")
                .isEqualTo("false");
        held.release();

        Http.Reply reply = other.get(20, TimeUnit.SECONDS).expect(200);
        assertThat(reply.response().version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(reply.body()).contains(HeldProvider.ANSWER);
    }

    /// Both have one connection. The answer of the first has begun when it is no longer read.
    @Test
    void whoStopsReadingAStreamLeavesOthersOfItsConnectionAlone() throws Exception {
        Http shared = new Http(server);
        shared.get("/v1/models").expect(200);
        InputStream left = shared.chatting(ask(ProviderResource.HELD, "Hello").put("stream", true));
        String run = newest().path("id").asText();
        CompletableFuture<Http.Reply> other = shared.chatLater(ask(ProviderResource.HELD, "Hello to you, too"));
        await().until(() -> held.calls() == 2);

        left.close();
        await().until(() -> state(run).equals("CANCELLED"));
        held.release();

        Http.Reply reply = other.get(20, TimeUnit.SECONDS).expect(200);
        assertThat(reply.response().version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(reply.body()).contains(HeldProvider.ANSWER);
    }

    @Test
    void whoHangsUpBeforeAnAnswerLeavesOthersOfItsConnectionAlone() throws Exception {
        Http shared = new Http(server);
        shared.get("/v1/models").expect(200);
        CompletableFuture<Http.Reply> left = shared.chatLater(ask(ProviderResource.HELD, "Hello"));
        await().until(() -> held.calls() == 1);
        String run = newest().path("id").asText();
        CompletableFuture<Http.Reply> other = shared.chatLater(ask(ProviderResource.HELD, "Hello to you, too"));
        await().until(() -> held.calls() == 2);

        left.cancel(true);
        await().until(() -> state(run).equals("CANCELLED"));
        held.release();

        assertThat(other.get(20, TimeUnit.SECONDS).expect(200).body()).contains(HeldProvider.ANSWER);
    }

    private Socket posted(ObjectNode body) throws IOException {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + bytes.length + "\r\n\r\n";
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        return socket;
    }

    private JsonNode newest() throws Exception {
        return http.get("/api/v1/runs?limit=1").expect(200).json().at("/data/0");
    }

    private String state(String run) throws Exception {
        return http.get("/api/v1/runs/" + run).expect(200).json().path("state").asText();
    }
}
