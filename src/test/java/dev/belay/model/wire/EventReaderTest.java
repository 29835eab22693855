package dev.belay.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private final List<String> events = new ArrayList<>();
    private final EventReader reader = new EventReader(100, events::add);

    private boolean give(String text) {
        return reader.accept(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void splitsAtAnyLineEnd(String end) {
        give("data: {\"a\":1}" + end + end + "data:{\"b\":2}" + end + end);

        assertThat(events).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void dropsCommentsAndOtherFields() {
        give(": keep-alive\n\nevent: x\nid: 7\nretry: 5\ndata: {}\n\n");

        assertThat(events).containsExactly("{}");
    }

    @Test
    void joinsACharacterThatWasSplit() {
        byte[] bytes = "data: {\"t\":\"grüße 😀\"}\n\n".getBytes(StandardCharsets.UTF_8);
        for (byte one : bytes) {
            reader.accept(ByteBuffer.wrap(new byte[] {one}));
        }

        assertThat(events).containsExactly("{\"t\":\"grüße 😀\"}");
    }

    @Test
    void joinsDataOfSeveralLines() {
        give("data: {\"a\":\ndata: 1}\n\n");

        assertThat(events).containsExactly("{\"a\":\n1}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void readsTheSameHoweverItIsCut(int size) {
        byte[] bytes = "data:a\r\n\r\ndata\nid: 1\ndata:\ndata: b\ndata:  c\n\ndata:\n\n:x\n\ndata: d\r\r"
                .getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            reader.accept(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
        }

        assertThat(events).containsExactly("a", "\nb\n c", "", "d");
    }

    @Test
    void seesNewEventsWhereEmptyLinesAreMissing() {
        give("data: {\"a\":1}\ndata: {\"b\":2}\ndata: [DONE]\n");

        assertThat(events).containsExactly("{\"a\":1}", "{\"b\":2}");
        reader.end();
        assertThat(events).endsWith("[DONE]");
    }

    @Test
    void handsOutWhatTheStreamEndsWith() {
        give("data: {}");
        reader.end();

        assertThat(events).containsExactly("{}");
    }

    @Test
    void refusesAnEndlessLine() {
        assertThat(give("data: " + "x".repeat(94))).isTrue();
        assertThat(give("x")).isFalse();
    }
}
