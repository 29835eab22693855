package dev.belay.model.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Configs;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration AMPLE = Duration.ofMinutes(1);
    private final Backoff backoff = with();

    private static Backoff with(String... properties) {
        return new Backoff(Configs.of(properties).calls().retry(), new Ids(Time.SYSTEM.wall()));
    }

    @Test
    void growsWithJitterAroundTheBase() {
        for (int i = 0; i < 200; i++) {
            assertThat(backoff.after(1, null, AMPLE).orElseThrow())
                    .isBetween(Duration.ofMillis(300), Duration.ofMillis(500));
            assertThat(backoff.after(3, null, AMPLE).orElseThrow())
                    .isBetween(Duration.ofMillis(1200), Duration.ofMillis(2000));
        }
        assertThat(IntStream.range(0, 20)
                        .mapToObj(_ -> backoff.after(1, null, AMPLE))
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void isExactWithoutJitter() {
        assertThat(with("belay.calls.retry.jitter", "0").after(2, null, AMPLE)).contains(Duration.ofMillis(800));
    }

    @Test
    void isNeverShorterThanAskedAndNeverHurried() {
        assertThat(backoff.after(1, Duration.ofSeconds(2), AMPLE)).contains(Duration.ofSeconds(2));
        assertThat(backoff.after(1, Duration.ZERO, AMPLE).orElseThrow()).isGreaterThan(Duration.ofMillis(299));
    }

    @Test
    void givesUpWhereWaitingIsNotWorthIt() {
        assertThat(backoff.after(1, Duration.ofSeconds(11), AMPLE)).isEmpty();
        assertThat(backoff.after(1, Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .isEmpty();
        assertThat(backoff.after(40, null, AMPLE)).contains(Duration.ofSeconds(10));
    }
}
