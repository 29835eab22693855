package dev.belay.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private final List<Long> heard = new ArrayList<>();
    private final Pieces pieces = new Pieces(heard::add);

    @Test
    void anEventCountsWhenItIsWhole() {
        came("data: {\"a\":", 1);
        came("1}\n", 2);
        came("\n", 3);
        assertThat(heard).containsExactly(3L);
    }

    @Test
    void eventsThatCameTogetherAreHeardOnce() {
        came("data: 1\n\ndata: 2\n\ndata: 3", 1);
        came("\r\n\r\n", 2);
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void commentsAndEmptyLinesAreNoEvents() {
        came("\n: keep-alive\n\n\n", 1);
        came("data: 1\n\n", 2);
        assertThat(heard).containsExactly(2L);
    }

    private void came(String text, long at) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        pieces.came(bytes, 0, bytes.length, at);
    }
}
