package dev.belay.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/// Lets the application under test export to an [OtlpCollector], which tests get in a field of that type.
public final class OtlpResource implements QuarkusTestResourceLifecycleManager {
    private OtlpCollector collector;
    private Map<String, String> more = Map.of();

    /// @param arguments further properties of the application
    @Override
    public void init(Map<String, String> arguments) {
        more = arguments;
    }

    @Override
    public Map<String, String> start() {
        collector = OtlpCollector.start();
        Map<String, String> config = new HashMap<>(more);
        config.put("otel.exporter.otlp.endpoint", collector.endpoint());
        config.put("otel.exporter.otlp.headers", "x-team=climbing");
        config.put("otel.bsp.schedule.delay", "100");
        return config;
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
