package dev.belay.telemetry.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The meters that were used, by name and labels: a registry sorts the labels and builds an id whenever it is
/// asked, and one model call has a dozen of them. Holds as many as the registry does. Thread-safe.
///
/// Labels are names and values in turn, for one name of a meter always in the same order.
public final class KeptMeters {
    /// 0.01 s doubling to 81.92 s, as the conventions advise.
    private static final Duration[] SECONDS = Stream.iterate(Duration.ofMillis(10), bound -> bound.multipliedBy(2))
            .limit(14)
            .toArray(Duration[]::new);
    /// 1 token and on by fours to 67108864, likewise.
    private static final double[] TOKENS =
            DoubleStream.iterate(1, bound -> bound * 4).limit(14).toArray();

    private final MeterRegistry registry;
    private final Map<Key, Meter> known = new ConcurrentHashMap<>();

    private record Key(String name, List<String> labels) {}

    public KeptMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    public void count(String name, String... labels) {
        counter(name, labels).increment();
    }

    public Counter counter(String name, String... labels) {
        return kept(Counter.class, name, labels, () -> registry.counter(name, labels));
    }

    public void time(String name, long nanos, String... labels) {
        kept(Timer.class, name, labels, () -> Timer.builder(name)
                        .tags(labels)
                        .serviceLevelObjectives(SECONDS)
                        .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    public void tokens(String name, long count, String... labels) {
        kept(DistributionSummary.class, name, labels, () -> DistributionSummary.builder(name)
                        .tags(labels)
                        .serviceLevelObjectives(TOKENS)
                        .register(registry))
                .record(count);
    }

    /// Registered twice, a meter is the same: two threads that are the first may both register it.
    private <T extends Meter> T kept(Class<T> type, String name, String[] labels, Supplier<T> register) {
        Key key = new Key(name, List.of(labels));
        Meter meter = known.get(key);
        if (meter == null) {
            meter = register.get();
            known.put(key, meter);
        }
        return type.cast(meter);
    }
}
