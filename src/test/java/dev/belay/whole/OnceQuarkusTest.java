package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.log.Seen;
import dev.belay.platform.Json;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What callers repeat happens once, counted by the provider and by the destination of the effect.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class OnceQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    private final String key = UUID.randomUUID().toString();
    private final String session = UUID.randomUUID().toString();
    private Http http;
    private int bookedBefore;

    @BeforeEach
    void forget() {
        http = new Http(server);
        ProviderResource.provider.reset();
        bookedBefore = ProviderResource.destination.count("/bookings");
    }

    @Test
    void theSameKeyAgainIsTheSameRun() throws Exception {
        Http.Reply first = http.chat(booking("book"), "Idempotency-Key", key).expect(200);
        Http.Reply again = http.chat(booking("book"), "Idempotency-Key", key).expect(200);
        assertThat(again.run()).isEqualTo(first.run());
        assertThat(again.json().path("choices")).isEqualTo(first.json().path("choices"));
        assertThat(booked()).isEqualTo(1);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void theSameKeyAtOnceIsTheSameRun() {
        List<CompletableFuture<Http.Reply>> under = Stream.generate(
                        () -> http.chatLater(booking("book"), "Idempotency-Key", key))
                .limit(6)
                .toList();
        List<Http.Reply> replies = under.stream().map(CompletableFuture::join).toList();
        assertThat(replies).allSatisfy(reply -> reply.expect(200));
        assertThat(replies.stream().map(Http.Reply::run).distinct()).hasSize(1);
        assertThat(booked()).isEqualTo(1);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() throws Exception {
        http.chat(booking("book"), "Idempotency-Key", key).expect(200);
        Http.Reply other = http.chat(ask("book", "Please book it twice.", session, "book"), "Idempotency-Key", key);
        assertThat(other.expect(422).json().at("/error/param").asText()).isEqualTo("Idempotency-Key");
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void theNativeApiKnowsKeysToo() throws Exception {
        ObjectNode body = Json.object().put("input", "Please book it.").put("policy", "book");
        body.put("session", session).put("wait", true).putArray("tools").add("book");
        String first = http.post("/api/v1/runs", body, "Idempotency-Key", key)
                .expect(200)
                .run();
        Http.Reply again =
                http.post("/api/v1/runs", body, "Idempotency-Key", key).expect(200);
        assertThat(again.run()).isEqualTo(first);
        body.put("input", "Please book it twice.");
        http.post("/api/v1/runs", body, "Idempotency-Key", key).expect(422);
        assertThat(booked()).isEqualTo(1);
    }

    @Test
    void aClientsOwnRetryIsTheSameRun() throws Exception {
        String first = http.chat(booking("book")).expect(200).run();
        Http.Reply again =
                http.chat(booking("book"), "x-stainless-retry-count", "1").expect(200);
        assertThat(again.run()).isEqualTo(first);
        assertThat(booked()).isEqualTo(1);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void afterAnEffectClientsAreToldNotToRetry() throws Exception {
        Http.Reply lost = http.chat(booking("book-lost")).expect(503);
        assertThat(lost.header("x-should-retry")).isEqualTo("false");
        assertThat(booked()).isEqualTo(1);
        Http.Reply harmless = http.chat(ask("standin-w08", "Write a poem")).expect(503);
        assertThat(harmless.header("x-should-retry")).isNull();
    }

    @Test
    void anothersRunsDoNotExist() throws Exception {
        Http one = http.as(newKey("one"));
        Http other = http.as(newKey("other"));
        String run =
                one.chat(booking("book"), "Idempotency-Key", key).expect(200).run();
        for (String page : List.of("", "/explain", "/events")) {
            one.get("/api/v1/runs/" + run + page).expect(200);
            other.get("/api/v1/runs/" + run + page).expect(404);
        }
        other.post("/api/v1/runs/" + run + "/cancel", Json.object()).expect(404);
        assertThat(other.get("/api/v1/runs").expect(200).json().path("data")).isEmpty();

        String others =
                other.chat(booking("book"), "Idempotency-Key", key).expect(200).run();
        assertThat(others).isNotEqualTo(run);
        String retried = other.chat(booking("book"), "x-stainless-retry-count", "1")
                .expect(200)
                .run();
        assertThat(retried).isEqualTo(others);
    }

    @Test
    void aSessionGoesOnFromItsToolResults() throws Exception {
        http.chat(booking("book")).expect(200);
        http.chat(ask("standin-ok", "What did you book?", session)).expect(200);
        List<String> said = new ArrayList<>();
        Seen last = ProviderResource.provider.log().getLast();
        for (JsonNode message : Json.tree(last.asked().body()).path("messages")) {
            said.add(message.path("role").asText() + ": "
                    + message.at("/tool_calls/0/function/name").asText()
                    + (message.path("content").isNull()
                            ? ""
                            : message.path("content").asText()));
        }
        assertThat(said)
                .filteredOn(line -> !line.startsWith("system"))
                .hasSize(5)
                .startsWith("user: Please book it.", "assistant: book")
                .endsWith("assistant: It is booked.", "user: What did you book?");
        assertThat(said)
                .filteredOn(line -> line.startsWith("tool: "))
                .singleElement()
                .asString()
                .contains(Canaries.RESULT);
    }

    private ObjectNode booking(String play) {
        return ask(play, "Please book it.", session, "book");
    }

    private String newKey(String name) throws Exception {
        ObjectNode wanted = Json.object().put("name", name);
        wanted.putArray("scopes").add("ask");
        return http.as(Canaries.ADMIN_KEY)
                .post("/api/v1/keys", wanted)
                .expect(201)
                .json()
                .path("key")
                .asText();
    }

    private int booked() {
        return ProviderResource.destination.count("/bookings") - bookedBefore;
    }

    private static long calls() {
        return ProviderResource.provider.log().size();
    }
}
