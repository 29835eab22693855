package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belay.drill.log.Seen;
import dev.belay.drill.script.Reply;
import dev.belay.platform.Json;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults instead of a response: what a client gets, and how often.
class WireFaultTest extends FaultsWithoutWaiting {

    @Test
    void w01_refuses_the_first_attempt_of_each_conversation_with_a_wait() throws Exception {
        HttpResponse<String> first = caller.post(Chat.of("standin-w01"));
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("2");
        assertThat(Json.tree(first.body()).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");

        assertThat(caller.post(Chat.of("standin-w01")).statusCode()).isEqualTo(200);
        assertThat(caller.post(Chat.of("standin-w01").user("another")).statusCode())
                .isEqualTo(429);
        assertThat(provider.log()).extracting(seen -> seen.played().attempt()).containsExactly(1, 2, 1);
        provider.reset();
        assertThat(caller.post(Chat.of("standin-w01")).statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "w02, 429, rate_limit_exceeded",
        "w04, 503, overloaded",
        "w12, 400, context_length_exceeded",
        "w13, 400, content_policy_violation",
        "w16, 503, overloaded",
        "w20, 401, invalid_api_key",
        "w27, 503, overloaded"
    })
    void refuses_every_attempt(String fault, int status, String code) throws Exception {
        for (int attempt = 1; attempt <= 7; attempt++) {
            HttpResponse<String> response = caller.post(Chat.of("standin-" + fault));
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("Retry-After")).isEmpty();
            assertThat(Json.tree(response.body()).at("/error/code").asText()).isEqualTo(code);
        }
        assertThat(provider.log()).hasSize(7).noneMatch(seen -> seen.played().complete());
    }

    @Test
    void w03_fails_once() throws Exception {
        assertThat(caller.post(Chat.of("standin-w03")).statusCode()).isEqualTo(500);
        assertThat(caller.post(Chat.of("standin-w03")).statusCode()).isEqualTo(200);
    }

    @Test
    void w05_resets_the_connection_before_any_byte_once() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            raw.send(Chat.of("standin-w05"));
            assertThatThrownBy(raw::toEnd).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
        assertThat(provider.log()).singleElement().satisfies(seen -> {
            assertThat(seen.played().status()).isNull();
            assertThat(seen.cancelled()).isFalse();
        });
        assertThat(caller.post(Chat.of("standin-w05")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"w06", "w28"})
    void says_nothing_until_the_client_leaves(String fault) throws Exception {
        try (RawClient raw = new RawClient(provider).patience(200)) {
            raw.send(Chat.of("standin-" + fault).streaming());
            assertThatThrownBy(raw::toEnd).isInstanceOf(SocketTimeoutException.class);
            assertThat(provider.log()).singleElement().satisfies(seen -> {
                assertThat(seen.played().status()).isNull();
                assertThat(seen.times().ended()).isNull();
            });
        }
        await().until(() -> provider.log().getFirst().cancelled());
        assertThat(pauses).isEmpty();
    }

    @Test
    void holds_a_hundred_callers_in_silence() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(new RawClient(provider).send(Chat.of("standin-w28")));
        }
        await().until(() -> provider.log().size() == 100);
        assertThat(provider.log()).noneMatch(Seen::cancelled);
        assertThat(provider.log()).extracting(seen -> seen.played().attempt()).doesNotHaveDuplicates();
        for (RawClient client : clients) {
            client.close();
        }
        await().until(() -> provider.log().stream().allMatch(Seen::cancelled));
    }

    @Test
    void w14_s_fallback_refuses_a_prefill_only() throws Exception {
        assertThat(caller.post(Chat.of("standin-noprefill").assistant("The ")).statusCode())
                .isEqualTo(400);
        assertThat(caller.post(Chat.of("standin-noprefill")).statusCode()).isEqualTo(200);
    }

    @Test
    void w15_is_down_for_a_minute_by_the_clock() throws Exception {
        assertThat(caller.post(Chat.of("standin-w15")).statusCode()).isEqualTo(503);
        nanos.addAndGet(Duration.ofMillis(59_900).toNanos());
        assertThat(caller.post(Chat.of("standin-w15")).statusCode()).isEqualTo(503);
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(caller.post(Chat.of("standin-w15")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"w26, 3600", "w26-rubbish, 'soon, perhaps'"})
    void w26_asks_for_odd_waits(String fault, String wait) throws Exception {
        assertThat(caller.post(Chat.of("standin-" + fault)).headers().firstValue("Retry-After"))
                .contains(wait);
    }

    @Test
    void w26_can_name_a_date() throws Exception {
        String date = caller.post(Chat.of("standin-w26-date"))
                .headers()
                .firstValue("Retry-After")
                .orElseThrow();
        assertThat(date).endsWith(" GMT");
    }

    @Test
    void an_unknown_fault_is_not_taken_for_health() throws Exception {
        assertThat(caller.post(Chat.of("standin-w99")).statusCode()).isEqualTo(404);
        assertThat(caller.post(Chat.of("standin-w06@q3")).statusCode()).isEqualTo(404);
        assertThat(caller.message(Chat.of("llama3:8b")).path("content").asText())
                .isEqualTo(Repertoire.DEFAULT_ANSWER);
        assertThat(dev.belay.drill.script.Tokens.count(
                        Reply.of(Repertoire.DEFAULT_ANSWER).message().text()))
                .isEqualTo(60);
    }
}
