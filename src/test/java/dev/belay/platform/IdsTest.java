package dev.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    private final Ids ids = new Ids(() -> Instant.ofEpochMilli(millis.get()));

    @Test
    void sortsByTimeEvenWithinAMillisecondAndWhenTheClockIsSetBack() {
        List<String> made = new java.util.ArrayList<>(
                Stream.generate(ids::run).limit(10_000).toList());
        millis.addAndGet(-60_000);
        made.add(ids.run());
        millis.addAndGet(120_000);
        made.add(ids.run());

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void areVersion7AndTellTheTime() {
        UUID id = UUID.fromString(ids.run());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(millis.get());
    }

    @Test
    void makesSecretsOfTheLengthAskedFor() {
        assertThat(ids.secret(16)).hasSize(22).isNotEqualTo(ids.secret(16));
    }
}
