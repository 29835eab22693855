package dev.belay.statistics.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
    private static final Rates RATES = Rates.of(Confidence.C95);

    /// Newcombe's own examples, table II of his paper, method 10.
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 10, 0.6075, 1.0000",
    })
    void theDifferenceIsAsPublished(long one, long of, long other, long ofOther, double low, double high) {
        Interval interval = RATES.difference(one, of, other, ofOther);
        assertThat(interval.low()).isCloseTo(low, within(0.0001));
        assertThat(interval.high()).isCloseTo(high, within(0.0001));
    }

    @Test
    void aRateIsNeverOutsideOfWhatIsPossible() {
        assertThat(RATES.wilson(0, 10).low()).isZero();
        assertThat(RATES.wilson(0, 10).high()).isCloseTo(0.2775, within(0.0001));
        for (int runs = 1; runs < 200; runs++) {
            assertThat(RATES.wilson(runs, runs).high()).isEqualTo(1);
            assertThat(RATES.wilson(0, runs).low()).isZero();
        }
    }

    /// Of many experiments whose truth is known, the interval holds it about as often as it says.
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(11);
        int experiments = 4_000;
        int right = 0;
        for (int i = 0; i < experiments; i++) {
            Interval interval = RATES.difference(draw(random, 80, 0.9), 80, draw(random, 400, 0.93), 400);
            right += interval.low() <= -0.03 && -0.03 <= interval.high() ? 1 : 0;
        }
        assertThat(right / (double) experiments).isBetween(0.935, 0.975);
    }

    private static long draw(Random random, int runs, double rate) {
        return random.doubles(runs).filter(drawn -> drawn < rate).count();
    }
}
