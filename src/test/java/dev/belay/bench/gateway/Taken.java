package dev.belay.bench.gateway;

import dev.belay.bench.Samples;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// What one way took, and how often it did not answer. Thread-safe.
final class Taken {
    private final Samples samples = new Samples(10_000);
    private final Map<String, Integer> missed = new TreeMap<>();

    synchronized void took(long nanos) {
        samples.add(nanos);
    }

    synchronized void missed(IOException why) {
        missed.merge(String.valueOf(why.getMessage()), 1, Integer::sum);
    }

    synchronized int count() {
        return samples.count();
    }

    synchronized double millis(double share) {
        return samples.count() == 0 ? Double.NaN : samples.millis(share);
    }

    synchronized int misses() {
        return missed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// The reason of most misses, or empty.
    synchronized String why() {
        return missed.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
