package dev.belay.telemetry.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.telemetry.DocumentedMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DescriptionsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /// That each documented metric has one, see `TelemetryReferenceTest`.
    @Test
    void describesNothingThatIsNotDocumented() throws IOException {
        assertThat(Descriptions.WORDS).hasSameSizeAs(DocumentedMetrics.read());
    }

    @Test
    void aMeterIsDescribedByItsNameAloneAndKeepsItsLabels() {
        registry.config().meterFilter(new Descriptions());

        registry.counter("belay.answers", "tier", "native", "degraded", "false");
        registry.counter("belay.answers", "tier", "rules", "degraded", "true");

        assertThat(registry.find("belay.answers").counters())
                .hasSize(2)
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isEqualTo("Tiers that held"));
        assertThat(registry.find("belay.answers")
                        .tags("tier", "rules", "degraded", "true")
                        .counters())
                .hasSize(1);
    }

    @Test
    void othersKeepTheirOwn() {
        registry.config().meterFilter(new Descriptions());

        Counter others = Counter.builder("ft.retry.calls").description("theirs").register(registry);

        assertThat(others.getId().getDescription()).isEqualTo("theirs");
    }
}
