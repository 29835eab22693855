package dev.belay.tool.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.platform.Time;
import dev.belay.tool.ToolFailed;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class CurrentTimeToolTest {
    private final CurrentTimeTool tool =
            new CurrentTimeTool(new Time(InstantSource.fixed(Instant.parse("2026-02-28T23:30:00.5Z")), () -> 0));

    @Test
    void tellsTheTimeInAZone() throws ToolFailed {
        assertThat(tool.run(Context.arguments("zone", "UTC"), Context.any()))
                .isEqualTo("2026-02-28T23:30:00Z[UTC] (Saturday)");
        assertThat(tool.run(Context.arguments("zone", "Europe/Berlin"), Context.any()))
                .isEqualTo("2026-03-01T00:30:00+01:00[Europe/Berlin] (Sunday)");
    }

    @Test
    void refusesWhatIsNoZone() {
        assertThatThrownBy(() -> tool.run(Context.arguments("zone", "Mars/Base"), Context.any()))
                .isInstanceOf(ToolFailed.class)
                .hasMessageContaining("Mars/Base");
    }
}
