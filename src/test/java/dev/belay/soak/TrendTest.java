package dev.belay.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void whatStaysAsItIsDoesNotGrow() {
        assertThat(Trend.of(values(_ -> 100), 0)).isEqualTo(new Trend(100, 100, 105));
    }

    @Test
    void whatGrowsWhileItWarmsUpOnlyDoesNotGrow() {
        assertThat(Trend.of(values(i -> i < 20 ? 10 * i : 200), 0).grows()).isFalse();
    }

    @Test
    void aSlowLeakGrows() {
        assertThat(Trend.of(values(i -> 100 + i / 3), 0).grows()).isTrue();
    }

    @Test
    void whatGoesUpAndDownDoesNotGrow() {
        assertThat(Trend.of(values(i -> i % 2 == 0 ? 100 : 180), 0).grows()).isFalse();
    }

    @Test
    void aFewPeaksAtTheEndAreNoTrend() {
        assertThat(Trend.of(values(i -> i > 92 ? 1000 : 100), 0).grows()).isFalse();
    }

    @Test
    void slackIsAllowedBesideATwentieth() {
        LongUnaryOperator steps = i -> i < 50 ? 100 : 109;
        assertThat(Trend.of(values(steps), 4).grows()).isFalse();
        assertThat(Trend.of(values(steps), 3).grows()).isTrue();
    }

    @Test
    void theFewestValuesAreEnough() {
        List<Long> fewest = values(i -> i).subList(0, Trend.FEWEST);
        assertThat(Trend.of(fewest, 0).grows()).isTrue();
    }

    private static List<Long> values(LongUnaryOperator each) {
        return LongStream.range(0, 100).map(each).boxed().toList();
    }
}
