package dev.belay.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Lets the application under test export to an [OtlpCollector], which tests get in a field of that type.
public final class OtlpResource implements QuarkusTestResourceLifecycleManager {
    private OtlpCollector collector;

    @Override
    public Map<String, String> start() {
        collector = OtlpCollector.start();
        return Map.of(
                "otel.exporter.otlp.endpoint", collector.endpoint(),
                "otel.exporter.otlp.headers", "x-team=climbing",
                "otel.bsp.schedule.delay", "100");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(collector, new TestInjector.MatchesType(OtlpCollector.class));
    }

    @Override
    public void stop() {
        if (collector != null) {
            collector.close();
        }
    }
}
