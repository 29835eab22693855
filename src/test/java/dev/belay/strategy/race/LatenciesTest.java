package dev.belay.strategy.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies(95, 20);

    private void answered(long millis) {
        latencies.answered("native", Duration.ofMillis(millis));
    }

    private long usual() {
        return latencies.usual("native").orElseThrow().toMillis();
    }

    @Test
    void isNotKnownBeforeThereAreEnough() {
        for (int i = 0; i < 19; i++) {
            answered(100);
        }
        assertThat(latencies.usual("native")).isEmpty();
        answered(100);
        assertThat(usual()).isBetween(100L, 110L);
        assertThat(latencies.usual("adk")).isEmpty();
    }

    @Test
    void isThatOfTheShareThatIsAsked() {
        for (int i = 1; i <= 100; i++) {
            answered(10L * i);
        }
        assertThat(usual()).isBetween(950L, 1_060L);
    }

    @Test
    void followsWhatChanges() {
        for (int i = 0; i < 1_000; i++) {
            answered(100);
        }
        for (int i = 0; i < 100; i++) {
            answered(2_000);
        }
        assertThat(usual()).isBetween(2_000L, 2_200L);
    }

    /// Left out, those that were cut would pull the figure down with every race.
    @Test
    void staysWhereItIsAlthoughRacesCutWhatIsSlow() {
        Random random = new Random(7);
        long bound = 1_000;
        for (int i = 0; i < 5_000; i++) {
            long took = 1 + random.nextInt(1_000);
            if (took > bound) {
                latencies.cut("native", Duration.ofMillis(bound + 20));
            } else {
                answered(took);
            }
            bound = i < 20 ? 1_000 : usual();
        }
        assertThat(usual()).isBetween(900L, 1_060L);
    }

    @Test
    void whatWasCutEarlySaysNothing() {
        for (int i = 0; i < 500; i++) {
            answered(1_000);
            latencies.cut("native", Duration.ofMillis(5));
        }
        assertThat(usual()).isBetween(1_000L, 1_100L);
    }
}
