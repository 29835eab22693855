package dev.belay.tier;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Attempts by tier and outcome since this process started.
@ApplicationScoped
public class TierCounts {
    /// The outcome of an attempt that answered.
    public static final String HELD = "held";

    /// The outcome of an attempt that stopped without falling: a person, a budget or the caller stopped the run.
    public static final String STOPPED = "stopped";

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    /// @param outcome `held`, `stopped`, or the reason of the fall
    public void count(String tier, String outcome) {
        counts.computeIfAbsent(tier, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, _ -> new LongAdder())
                .increment();
    }

    /// Outcome to number of attempts; empty for a tier that has not been tried.
    public Map<String, Long> of(String tier) {
        Map<String, Long> byOutcome = new TreeMap<>();
        counts.getOrDefault(tier, Map.of()).forEach((outcome, count) -> byOutcome.put(outcome, count.sum()));
        return byOutcome;
    }
}
