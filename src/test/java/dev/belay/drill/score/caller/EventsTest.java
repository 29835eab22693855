package dev.belay.drill.score.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventsTest {
    private static final String HELLO = chunk("c1", "{\"content\":\"Hello\"}", "null");
    private static final String STOP = chunk("c1", "{}", "\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";

    @Test
    void a_stream_as_openai_sends_it_has_no_flaw() {
        Said said = Events.read(": keep-alive\n\n" + HELLO + STOP + DONE);

        assertThat(said.text()).isEqualTo("Hello");
        assertThat(said.finish()).isEqualTo("stop");
        assertThat(said.done()).isTrue();
        assertThat(said.malformed()).isEmpty();
        assertThat(said.inexact()).isEmpty();
    }

    @Test
    void flaws_are_told_from_what_cannot_be_read() {
        assertThat(Events.read(HELLO.replace("data: ", "data:")).inexact()).containsExactly("no space after data:");
        assertThat(Events.read(HELLO + chunk("c2", "{}", "\"stop\"")).inexact())
                .containsExactly("the chunks have 2 ids");
        assertThat(Events.read(HELLO + "data: {\"cho\n\n").malformed()).hasSize(1);
        assertThat(Events.read(HELLO + DONE + STOP).malformed()).containsExactly("an event after [DONE]");
        assertThat(Events.read(HELLO + "data: {}").inexact()).containsExactly("the last event has no end");
    }

    @Test
    void a_stream_that_just_ends_is_not_complete() {
        assertThat(Events.read(HELLO).complete()).isFalse();
        assertThat(Events.read(HELLO + "data: {\"error\":{\"message\":\"broken\",\"type\":\"server_error\"}}\n\n")
                        .error())
                .isEqualTo("broken");
    }

    @Test
    void pieces_of_calls_are_put_together_by_their_index() {
        Said said = Events.read(call(0, "\"id\":\"a\",", "\"name\":\"note\",\"arguments\":\"\"")
                + call(1, "\"id\":\"b\",", "\"name\":\"send\",\"arguments\":\"{}\"")
                + call(0, "", "\"arguments\":\"{\\\"x\\\":1}\"")
                + STOP
                + DONE);

        assertThat(said.calls()).containsExactly("note({\"x\":1})", "send({})");
        assertThat(said.malformed()).isEmpty();
    }

    private static String call(int index, String id, String function) {
        return chunk(
                "c1", "{\"tool_calls\":[{\"index\":%d,%s\"function\":{%s}}]}".formatted(index, id, function), "null");
    }

    private static String chunk(String id, String delta, String finish) {
        return "data: {\"id\":\"%s\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n"
                .formatted(id, delta, finish);
    }
}
