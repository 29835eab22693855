package dev.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.overload.Silence;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// How late the last of a hundred callers hears whose deadline is ten seconds, when all models are silent.
class SilenceBench {
    private static final long LATEST = Long.getLong("belay.bench.silence.latest-millis", 10_200);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path scratch;

    @Test
    void everyCallerHearsInTime() throws Exception {
        Silence.Waits waits = Silence.of(scratch);

        System.out.println(waits.told());
        Files.writeString(Path.of("target/silence.md"), waits.told() + "\n");
        assertThat(waits.last()).as(waits.told()).isLessThanOrEqualTo(LATEST);
    }
}
