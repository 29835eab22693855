package dev.belay.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Property
    void percentilesAreWithinNinePercent(@ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 1) double part) {
        Random random = new Random(seed);
        long[] nanos = new long[1 + random.nextInt(300)];
        long[] counts = new long[Latencies.SIZE];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) (1e6 * Math.pow(2, 1 + 18 * random.nextDouble()));
            counts[Latencies.place(nanos[i])]++;
        }
        Arrays.sort(nanos);
        double exact = nanos[(int) Math.ceil(part * nanos.length) - 1];

        double read = Latencies.percentile(counts, part).toNanos();

        assertThat(read / exact).isBetween(0.91, 1.1);
    }

    @Test
    void whatIsBeyondTheScaleIsAtItsEnds() {
        assertThat(Latencies.place(0)).isZero();
        assertThat(Latencies.place(1_000_000)).isZero();
        assertThat(Latencies.place(Duration.ofHours(5).toNanos())).isEqualTo(Latencies.SIZE - 1);
        assertThat(Latencies.place(Long.MAX_VALUE)).isEqualTo(Latencies.SIZE - 1);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThat(Latencies.percentile(new long[Latencies.SIZE], 0.5)).isNull();
    }
}
