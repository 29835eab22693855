package dev.belay.model.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Configs;
import dev.belay.platform.Time;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Time time = new Time(InstantSource.system(), nanos::get);

    private RetryBudget budget(String share, String floor) {
        Configs configs = Configs.of(
                "belay.calls.retry.budget.share", share,
                "belay.calls.retry.budget.window", "10s",
                "belay.calls.retry.budget.floor", floor);
        return new RetryBudget(configs.calls().retry().budget(), time);
    }

    @Test
    void grantsAShareOfAllCalls() {
        RetryBudget budget = budget("0.2", "0");

        assertThat(granted(budget, 100))
                .as("20 % of what was asked with the retries: 25 of 125")
                .isEqualTo(25);
    }

    @Test
    void grantsAFewWhateverTheirShareIs() {
        RetryBudget budget = budget("0.2", "3");

        assertThat(granted(budget, 1)).isEqualTo(3);
    }

    @Test
    void grantsEverythingWhenItIsOff() {
        RetryBudget budget = budget("1", "0");

        assertThat(granted(budget, 1)).isEqualTo(1_000);
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        RetryBudget budget = budget("0", "2");
        assertThat(granted(budget, 0)).isEqualTo(2);

        pass(Duration.ofSeconds(8));
        assertThat(granted(budget, 0)).isZero();
        pass(Duration.ofSeconds(2));
        assertThat(granted(budget, 0)).isEqualTo(2);
        pass(Duration.ofHours(1));
        assertThat(granted(budget, 0)).isEqualTo(2);
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /// How many of a thousand retries are granted; each that is, is made.
    private static int granted(RetryBudget budget, int calls) {
        for (int i = 0; i < calls; i++) {
            budget.called();
        }
        int granted = 0;
        for (int i = 0; i < 1_000; i++) {
            if (budget.again()) {
                budget.called();
                granted++;
            }
        }
        return granted;
    }
}
