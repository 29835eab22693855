package dev.belay.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListedTest {

    @Test
    void aFewAreAllNamedInTheirOrder() {
        assertThat(Listed.near("b", List.of("b1", "a", "b2"))).isEqualTo("b1, a, b2");
        assertThat(Listed.near("b", List.of())).isEqualTo("none");
    }

    @Test
    void ofManyTheNearestAreNamedAndTheOthersCounted() {
        List<String> names = IntStream.range(0, 5000)
                .mapToObj(i -> (i == 4000 ? "mini-" : "model-") + i)
                .toList();

        String told = Listed.near("mini-4001", names);

        assertThat(told).startsWith("mini-4000, model-0, ").endsWith("model-18 and 4980 more");
    }
}
