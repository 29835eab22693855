package dev.belay.toolcall.fuzz;

import dev.belay.toolcall.Fuzzed;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// A few seconds of what [ToolCallFuzz] does for an hour, with a seed that stays.
class ToolCallFuzzTest {
    private static final int TEXTS = 4_000;
    private static final long SEED = 20_260_101;

    private final List<String> seeds = Fuzzed.seeds();

    @Test
    void holdsForMadeUpTexts() {
        for (int text = 0; text < TEXTS; text++) {
            check(SEED + text);
        }
    }

    private void check(long seed) {
        Mutations mutations = new Mutations(seeds, seed);
        String text = mutations.next();
        Assertions.assertThatCode(() -> Fuzzed.check(text, mutations.cuttings(text.length())))
                .as("seed %d: %s", seed, text)
                .doesNotThrowAnyException();
    }
}
