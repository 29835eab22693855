package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Several faults at once.
class CompositionTest extends FaultsWithoutWaiting {

    @Test
    void a_cut_stream_of_cut_arguments() throws Exception {
        Chat chat = Chat.of("standin-w08+t02").offering("forecast", schema()).streaming();
        try (RawClient raw = new RawClient(provider)) {
            List<String> events = HttpCaller.events(raw.send(chat).toEnd());
            StringBuilder arguments = new StringBuilder();
            for (String event : events) {
                arguments.append(Json.tree(event)
                        .at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asText());
            }
            assertThat(arguments.toString()).startsWith("{\"ci").hasSizeLessThan(12);
            assertThat(events).doesNotContain("[DONE]");
        }
        assertThat(provider.log().getFirst().played().what()).isEqualTo("w08+t02 on call");
    }

    @Test
    void a_door_that_opens_lets_the_next_fault_play() throws Exception {
        assertThat(caller.post(Chat.of("standin-w23+w01")).statusCode()).isEqualTo(429);
        JsonNode second = Json.tree(caller.post(Chat.of("standin-w23+w01")).body());
        assertThat(second.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void two_doors_close_one_after_the_other() throws Exception {
        Chat chat = Chat.of("standin-w01+w03");
        assertThat(caller.post(chat).statusCode()).isEqualTo(429);
        assertThat(caller.post(chat).statusCode()).isEqualTo(200);
        assertThat(caller.post(Chat.of("standin-w15+w01")).statusCode()).isEqualTo(503);
    }

    @Test
    void late_and_then_cut() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            String bytes = raw.send(Chat.of("standin-w09+w07").streaming()).toEnd();
            assertThat(HttpCaller.words(HttpCaller.events(bytes))).startsWith("20|");
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void garbage_in_a_stream_without_an_end() throws Exception {
        List<String> events = HttpCaller.events(
                caller.post(Chat.of("standin-w11+w10").streaming()).body());
        assertThat(events).doesNotContain("[DONE]");
        assertThat(events.get(9)).contains("GARBAGE");
    }

    @Test
    void a_fault_on_text_at_a_rate() throws Exception {
        try (RawClient raw = new RawClient(provider)) {
            String bytes =
                    raw.send(Chat.of("standin-rate-20x30+w08").streaming()).toEnd();
            assertThat(HttpCaller.words(HttpCaller.events(bytes))).startsWith("20|001 ");
        }
    }

    private static JsonNode schema() {
        return Json.tree("{\"properties\":{\"city\":{\"type\":\"string\"}}}");
    }
}
