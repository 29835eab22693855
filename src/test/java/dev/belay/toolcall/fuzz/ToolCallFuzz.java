package dev.belay.toolcall.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.belay.toolcall.Fuzzed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reads made-up texts for a long time: `./mvnw -Pfuzz verify`. See docs/how-to/measure.md.
class ToolCallFuzz {
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    /// Nanoseconds of the processor for a character and for a text. What it looks for is far slower.
    private static final long MOST_PER_CHARACTER = 50_000;

    private static final long MOST_PER_TEXT = 1_000_000_000;

    private final List<String> seeds = Fuzzed.seeds();

    @Test
    void holdsForAnHour() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        long end = System.nanoTime()
                + Duration.ofMinutes(Long.getLong("fuzz.minutes", 60)).toNanos();
        long texts = 0;
        double slowest = 0;
        while (System.nanoTime() < end) {
            long own = seed + texts++;
            slowest = Math.max(slowest, check(own));
        }
        System.out.printf("fuzz: %d texts from seed %d on, at most %.0f ns a character%n", texts, seed, slowest);
        assertThat(texts).isPositive();
    }

    private double check(long seed) {
        Mutations mutations = new Mutations(seeds, seed);
        String text = mutations.next();
        long begin = THREAD.getCurrentThreadCpuTime();
        try {
            Fuzzed.check(text, mutations.cuttings(text.length()));
        } catch (Throwable e) {
            return fail("-Dfuzz.seed=" + seed + " fails first with: " + shortened(text), e);
        }
        long took = THREAD.getCurrentThreadCpuTime() - begin;
        assertThat(took)
                .as("-Dfuzz.seed=%d reads %d characters slowly: %s", seed, text.length(), shortened(text))
                .isLessThan(MOST_PER_TEXT + MOST_PER_CHARACTER * text.length());
        return text.length() < 10_000 ? 0 : took / (double) text.length();
    }

    private static String shortened(String text) {
        return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
    }
}
