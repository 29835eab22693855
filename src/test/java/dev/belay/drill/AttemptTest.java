package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.log.AttemptLog;
import dev.belay.drill.log.Seen;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// What is written down about an attempt, to the byte and by the clock.
class AttemptTest extends FaultsWithoutWaiting {

    @Test
    void says_how_much_was_asked_and_sent() throws Exception {
        Chat chat = Chat.of("standin-ok").streaming();
        try (RawClient raw = new RawClient(provider)) {
            String bytes = raw.send(chat).until("0\r\n\r\n");
            Seen seen = provider.log().getFirst();
            assertThat(seen.sent().bytes()).isEqualTo(bytes.length());
            assertThat(seen.sent().tokens()).isEqualTo(60);
            assertThat(bytes).contains("\"id\":\"" + seen.sent().id() + "\"");
            assertThat(seen.asked().raw().bytes()).isEqualTo(chat.json().length());
            assertThat(seen.asked().raw().sha256()).matches("[0-9a-f]{64}");
            assertThat(seen.asked().raw().text()).isNull();
        }
    }

    @Test
    void equal_bodies_have_equal_digests() throws Exception {
        caller.post(Chat.of("standin-ok"));
        caller.post(Chat.of("standin-ok"));
        caller.post(Chat.of("standin-ok").user("more"));
        List<String> digests =
                provider.log().stream().map(seen -> seen.asked().raw().sha256()).toList();
        assertThat(digests.get(0)).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(2));
    }

    @Test
    void a_silent_attempt_has_no_first_byte_and_the_time_of_its_cancellation() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            raw.send(Chat.of("standin-w06"));
            await().until(() -> provider.log().size() == 1);
            nanos.addAndGet(Duration.ofMillis(1234).toNanos());
        }
        await().until(() -> provider.log().getFirst().cancelled());
        Seen.Times times = provider.log().getFirst().times();
        assertThat(times.started()).isZero();
        assertThat(times.firstByte()).isNull();
        assertThat(times.cancelled()).isEqualTo(1234);
        assertThat(times.ended()).isEqualTo(1234);
    }

    @Test
    void a_cut_attempt_shows_what_went_out_and_is_not_billed_in_full() throws Exception {
        assertThatThrownBy(() -> caller.post(Chat.of("standin-w08").streaming()))
                .isInstanceOf(IOException.class);
        Seen seen = provider.log().getFirst();
        assertThat(seen.sent().tokens()).isEqualTo(40);
        assertThat(seen.played().complete()).isFalse();
        assertThat(seen.cancelled()).isFalse();
        assertThat(Json.tree(caller.get("/__ledger").body())
                        .at("/cut/completion_tokens")
                        .asInt())
                .isEqualTo(40);
    }

    @Test
    void the_page_says_the_same() throws Exception {
        caller.post(Chat.of("standin-ok"));
        JsonNode seen = Json.tree(caller.get("/__log").body()).path("attempts").path(0);
        assertThat(seen.path("first_byte_ms").isNumber()).isTrue();
        assertThat(seen.path("sent_tokens").asInt()).isGreaterThan(50);
        assertThat(seen.path("body_sha256").asText()).hasSize(64);
        assertThat(seen.path("at").asText()).endsWith("Z");
        assertThat(seen.path("response_id").asText()).startsWith("chatcmpl-standin-");
    }

    @Test
    void whoever_listens_hears_of_each_attempt_once() throws Exception {
        List<Seen> heard = new CopyOnWriteArrayList<>();
        try (StandIn told = StandIn.start(StandInOptions.onAnyPort(), heard::add);
                HttpCaller other = new HttpCaller(told)) {
            other.post(Chat.of("standin-ok"));
            other.post(Chat.of("standin-w04"));
            try (RawClient raw = new RawClient(told)) {
                raw.send(Chat.of("standin-w06"));
                await().until(() -> told.log().size() == 3);
            }
            await().until(() -> heard.size() == 3);
        }
        assertThat(heard).extracting(Seen::number).containsExactly(1L, 2L, 3L);
        assertThat(heard.getFirst().played().complete()).isTrue();
        assertThat(heard.getLast().cancelled()).isTrue();
    }

    @Test
    void the_log_keeps_the_latest_ten_thousand() {
        AttemptLog log = new AttemptLog(Time.SYSTEM, _ -> {});
        Seen.Asked asked = new Seen.Asked(
                "", "/", "m", Map.of(), new Seen.Shape(false, 1, 0, 0, List.of(), false), new Seen.Raw(0, "", null));
        for (int i = 0; i < 10_001; i++) {
            log.begin("c1", asked);
        }
        assertThat(log.seen()).hasSize(10_000).first().satisfies(seen -> assertThat(seen.number())
                .isEqualTo(2));
    }
}
