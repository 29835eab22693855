package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Faults inside a response that began well, byte by byte.
class StreamFaultTest extends FaultsWithoutWaiting {

    @Test
    void w07_sends_the_head_and_then_waits() throws Exception {
        HttpResponse<String> response = caller.post(Chat.of("standin-w07").streaming());
        assertThat(pauses).containsExactly(Duration.ofSeconds(20));
        assertThat(HttpCaller.words(HttpCaller.events(response.body()))).isEqualTo("60|" + Repertoire.DEFAULT_ANSWER);
    }

    @Test
    void w08_dies_after_40_of_60_tokens() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            String bytes = raw.send(Chat.of("standin-w08").streaming()).toEnd();
            assertThat(HttpCaller.words(HttpCaller.events(bytes)))
                    .isEqualTo("40|" + Repertoire.DEFAULT_ANSWER.substring(0, 160));
            assertThat(bytes).endsWith("\n\n\r\n").doesNotContain("[DONE]", "finish_reason\":\"", "\r\n0\r\n");
        }
        assertThat(provider.log().getFirst().played().complete()).isFalse();
    }

    @Test
    void w08_has_a_reset_and_a_clean_variant() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            raw.send(Chat.of("standin-w08-reset").streaming());
            assertThatThrownBy(raw::toEnd).isInstanceOf(SocketException.class);
        }
        String body = caller.post(Chat.of("standin-w08-clean").streaming()).body();
        assertThat(HttpCaller.words(HttpCaller.events(body))).startsWith("40|");
        assertThat(body).doesNotContain("[DONE]");
    }

    @Test
    void w08_cuts_a_body_too() {
        assertThatThrownBy(() -> caller.post(Chat.of("standin-w08"))).isInstanceOf(IOException.class);
        assertThat(provider.log()).singleElement().satisfies(seen -> {
            assertThat(seen.played().status()).isEqualTo(200);
            assertThat(seen.played().complete()).isFalse();
        });
    }

    @Test
    void w09_stalls_after_20_tokens_and_closes() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            String bytes = raw.send(Chat.of("standin-w09").streaming()).toEnd();
            assertThat(HttpCaller.words(HttpCaller.events(bytes))).startsWith("20|");
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void w10_has_a_tenth_event_that_is_not_json() throws Exception {
        List<String> events = HttpCaller.events(
                caller.post(Chat.of("standin-w10").streaming()).body());
        assertThatThrownBy(() -> Json.tree(events.get(9))).hasMessageContaining("end-of-input");
        assertThat(HttpCaller.words(events)).isEqualTo("60|" + Repertoire.DEFAULT_ANSWER);
        assertThat(events).last().isEqualTo("[DONE]");
    }

    @Test
    void w11_lacks_only_the_terminator() throws Exception {
        List<String> events = HttpCaller.events(
                caller.post(Chat.of("standin-w11").streaming()).body());
        assertThat(HttpCaller.words(events)).startsWith("60|");
        assertThat(Json.tree(events.getLast()).at("/usage/completion_tokens").asInt())
                .isEqualTo(60);
    }

    @Test
    void w17_has_an_error_as_second_event() throws Exception {
        List<String> events = HttpCaller.events(
                caller.post(Chat.of("standin-w17").streaming()).body());
        assertThat(events).hasSize(2);
        assertThat(Json.tree(events.get(0)).at("/choices/0/delta/role").asText())
                .isEqualTo("assistant");
        assertThat(Json.tree(events.get(1)).at("/error/code").asText()).isEqualTo("overloaded");
        assertThat(Json.tree(caller.post(Chat.of("standin-w17")).body()).has("error"))
                .isTrue();
    }

    @Test
    void w18_chooses_nothing_or_says_nothing() throws Exception {
        assertThat(Json.tree(caller.post(Chat.of("standin-w18")).body()).path("choices"))
                .isEmpty();
        assertThat(HttpCaller.events(
                        caller.post(Chat.of("standin-w18").streaming()).body()))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"choices\":[]");
        assertThat(caller.message(Chat.of("standin-w18-empty")).path("content").asText())
                .isEmpty();
    }

    @Test
    void w19_is_a_web_page() throws Exception {
        HttpResponse<String> response = caller.post(Chat.of("standin-w19").streaming());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(response.body()).contains("<html>");
    }

    @Test
    void w21_pauses_five_seconds_before_each_further_token() throws Exception {
        assertThat(caller.post(Chat.of("standin-w21").streaming()).statusCode()).isEqualTo(200);
        assertThat(pauses).hasSize(59).containsOnly(Duration.ofSeconds(5));
    }

    @Test
    void w23_and_w24_end_in_another_way() throws Exception {
        assertThat(Json.tree(caller.post(Chat.of("standin-w23")).body())
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("length");
        assertThat(caller.message(Chat.of("standin-w23")).path("content").asText())
                .isEqualTo(Repertoire.DEFAULT_ANSWER.substring(0, 160));
        assertThat(caller.message(Chat.of("standin-w23").limit(5))
                        .path("content")
                        .asText())
                .isEqualTo(Repertoire.DEFAULT_ANSWER.substring(0, 20));
        JsonNode refused = caller.message(Chat.of("standin-w24"));
        assertThat(refused.path("refusal").asText()).startsWith("I cannot");
    }

    @Test
    void w25_goes_on_until_the_client_has_enough() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            InputStream in = raw.send(Chat.of("standin-w25").streaming()).in();
            assertThat(in.readNBytes(3_000_000)).hasSize(3_000_000);
        }
        await().until(() -> provider.log().getFirst().cancelled());
    }

    @Test
    void w25_is_an_endless_text_without_streaming() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            raw.send(Chat.of("standin-w25")).until("\"content\":\"");
            assertThat(new String(raw.in().readNBytes(3_000_000), StandardCharsets.US_ASCII))
                    .contains("and so on and so on");
        }
    }

    @Test
    void w25_sends_a_hundred_megabytes_and_no_end() throws Exception {
        long read = 0;
        try (RawClient raw = new RawClient(provider)) {
            InputStream in = raw.send(Chat.of("standin-w25").streaming()).in();
            byte[] buffer = new byte[64 * 1024];
            byte[] tail = new byte[0];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read += n;
                tail = Arrays.copyOf(buffer, n);
            }
            assertThat(new String(tail, StandardCharsets.US_ASCII)).doesNotContain("[DONE]", "\r\n0\r\n");
        }
        assertThat(read).isBetween(100_000_000L, 110_000_000L);
        assertThat(provider.log().getFirst().sent().bytes()).isEqualTo(read);
    }

    @Test
    void text_comes_at_the_rate_in_the_name() throws Exception {
        String body = caller.post(Chat.of("standin-rate-20x30").streaming()).body();
        assertThat(HttpCaller.words(HttpCaller.events(body))).startsWith("30|001 002 003 ");
        assertThat(pauses).hasSize(29).containsOnly(Duration.ofMillis(50));
    }
}
