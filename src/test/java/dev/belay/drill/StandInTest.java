package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.log.Seen;
import dev.belay.platform.Json;
import java.net.ServerSocket;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The server around the faults: protocol, log, ledger.
class StandInTest {
    private static final String KEY = "sk-canary-5e7a9c31";

    private final StandIn provider = StandIn.start(StandInOptions.onAnyPort());
    private final HttpCaller caller = new HttpCaller(provider);

    @AfterEach
    void stop() {
        caller.close();
        provider.close();
    }

    @Test
    void answers_as_openai_does() throws Exception {
        JsonNode body = Json.tree(caller.post(Chat.of("gpt-9")).body());
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.path("model").asText()).isEqualTo("gpt-9");
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(62);
    }

    @Test
    void streams_as_openai_does() throws Exception {
        List<String> events =
                HttpCaller.events(caller.post(Chat.of("gpt-9").streaming()).body());
        assertThat(events).hasSize(64).last().isEqualTo("[DONE]");
        assertThat(HttpCaller.words(events)).isEqualTo("60|" + Repertoire.DEFAULT_ANSWER);
        assertThat(Json.tree(events.get(61)).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        JsonNode usage = Json.tree(events.get(62));
        assertThat(usage.path("choices")).isEmpty();
        assertThat(usage.at("/usage/completion_tokens").asInt()).isEqualTo(60);
    }

    @Test
    void serves_several_requests_on_one_connection() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            raw.send(Chat.of("standin-ok").streaming()).until("0\r\n\r\n");
            raw.send(Chat.of("standin-ok").streaming()).until("0\r\n\r\n");
        }
        assertThat(provider.log()).extracting(Seen::connection).containsExactly("c1", "c1");
        assertThat(provider.log()).noneMatch(Seen::cancelled);
    }

    @Test
    void reads_chunked_requests_and_closes_when_asked() throws Exception {
        String body = Chat.of("standin-ok").json();
        try (RawClient raw = new RawClient(provider)) {
            raw.send("POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            raw.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
            assertThat(raw.toEnd()).startsWith("HTTP/1.1 200").contains("Connection: close");
        }
    }

    @Test
    void refuses_what_is_no_request() throws Exception {
        for (String wrong : List.of(
                "HELLO\r\n\r\n",
                "POST / HTTP/1.1\r\nnonsense\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n")) {
            try (RawClient raw = new RawClient(provider)) {
                assertThat(raw.send(wrong).toEnd()).startsWith("HTTP/1.1 400");
            }
        }
        try (RawClient raw = new RawClient(provider)) {
            assertThat(raw.send("POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n")
                            .toEnd())
                    .startsWith("HTTP/1.1 413");
        }
        try (RawClient raw = new RawClient(provider)) {
            String endless = "POST / HTTP/1.1\r\nx: " + "x".repeat(65_536);
            assertThat(raw.send(endless).toEnd()).startsWith("HTTP/1.1 431");
        }
        assertThat(caller.post(new Chat("standin-ok")).statusCode()).isEqualTo(400);
        assertThat(caller.get("/v2/models").statusCode()).isEqualTo(404);
    }

    @Test
    void lists_its_models() throws Exception {
        assertThat(Json.tree(caller.get("/v1/models").body()).path("data").findValuesAsText("id"))
                .contains("standin-ok", "standin-w01", "standin-w20", "standin-w28");
    }

    @Test
    void logs_what_it_saw_but_no_key() throws Exception {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        caller.post(
                Chat.of("standin-ok").offering("get_b", "get_a").streaming(),
                "Authorization",
                "Bearer " + KEY,
                "api-key",
                KEY,
                "X-Other",
                KEY,
                "traceparent",
                parent);
        String log = caller.get("/__log").body();
        JsonNode seen = Json.tree(log).path("attempts").path(0);
        assertThat(seen.path("number").asInt()).isEqualTo(1);
        assertThat(seen.path("model").asText()).isEqualTo("standin-ok");
        assertThat(seen.path("streaming").asBoolean()).isTrue();
        assertThat(seen.path("messages").asInt()).isEqualTo(1);
        assertThat(seen.path("offered").toString()).isEqualTo("[\"get_a\",\"get_b\"]");
        assertThat(seen.path("played").asText()).isEqualTo("ok");
        assertThat(seen.path("status").asInt()).isEqualTo(200);
        assertThat(seen.path("ended_ms").asLong())
                .isGreaterThanOrEqualTo(seen.path("started_ms").asLong());
        assertThat(seen.path("traceparent").asText()).isEqualTo(parent);
        assertThat(seen.at("/headers/authorization").asText()).matches("sha256:[0-9a-f]{8}");
        assertThat(seen.at("/headers/api-key")).isEqualTo(seen.at("/headers/authorization"));
        assertThat(seen.at("/headers/x-other").asText()).isEqualTo("…");
        assertThat(log + provider.log()).doesNotContain(KEY);
    }

    @Test
    void keeps_bodies_only_if_told() throws Exception {
        caller.post(Chat.of("standin-ok"));
        assertThat(provider.log().getFirst().asked().body()).isNull();
        try (StandIn keeping = StandIn.start(StandInOptions.onAnyPort().keepingBodies());
                HttpCaller other = new HttpCaller(keeping)) {
            other.post(Chat.of("standin-ok"));
            assertThat(keeping.log().getFirst().asked().body())
                    .isEqualTo(Chat.of("standin-ok").json());
        }
    }

    @Test
    void bills_whole_responses_only() throws Exception {
        caller.post(Chat.of("standin-ok"));
        caller.post(Chat.of("standin-w04"));
        caller.post(Chat.of("standin-w08-clean").streaming());
        caller.post(Chat.of("standin-ok").streaming());
        JsonNode ledger = Json.tree(caller.get("/__ledger").body());
        assertThat(ledger.path("entries").findValuesAsText("number")).containsExactly("1", "4");
        assertThat(ledger.at("/total/completion_tokens").asInt()).isEqualTo(120);
        assertThat(ledger.at("/total/prompt_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void forgets_when_told() throws Exception {
        caller.post(Chat.of("standin-ok"));
        assertThat(caller.delete("/__log").statusCode()).isEqualTo(204);
        assertThat(provider.log()).isEmpty();
        caller.post(Chat.of("standin-ok"));
        assertThat(provider.log()).singleElement().satisfies(seen -> {
            assertThat(seen.number()).isEqualTo(1);
            assertThat(seen.played().attempt()).isEqualTo(1);
        });
    }

    @Test
    void sees_a_client_leave_in_the_middle_of_a_stream() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            raw.send(Chat.of("standin-rate-1").streaming()).until("001 ");
        }
        await().until(() -> provider.log().getFirst().cancelled());
        Seen seen = provider.log().getFirst();
        assertThat(seen.played().status()).isEqualTo(200);
        assertThat(seen.played().complete()).isFalse();
        assertThat(seen.times().cancelled()).isGreaterThanOrEqualTo(seen.times().started());
    }

    @Test
    void ends_what_it_holds_when_closed() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            raw.send(Chat.of("standin-w06"));
            await().until(() -> provider.log().size() == 1);
            provider.close();
            assertThat(raw.toEnd()).isEmpty();
        }
    }

    @Test
    void says_which_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            StandInOptions options = StandInOptions.onPort(taken.getLocalPort());
            Assertions.assertThatThrownBy(() -> StandIn.start(options))
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }
}
