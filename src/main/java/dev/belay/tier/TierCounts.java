package dev.belay.tier;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Attempts by tier and outcome since this process started; what they say of a tier's health goes on from here.
@ApplicationScoped
public class TierCounts {
    /// The outcome of an attempt that answered.
    public static final String HELD = "held";

    /// The outcome of an attempt that stopped without falling: a person, a budget or the caller stopped the run.
    public static final String STOPPED = "stopped";

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();
    private final TierHealth health;

    TierCounts(TierHealth health) {
        this.health = health;
    }

    /// @param outcome `held`, `stopped`, or the reason of the fall
    public void count(String tier, String outcome) {
        counts.computeIfAbsent(tier, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, _ -> new LongAdder())
                .increment();
        health.ended(tier, outcome);
    }

    /// Outcome to number of attempts; empty for a tier that has not been tried.
    public Map<String, Long> of(String tier) {
        Map<String, Long> byOutcome = new TreeMap<>();
        counts.getOrDefault(tier, Map.of()).forEach((outcome, count) -> byOutcome.put(outcome, count.sum()));
        return byOutcome;
    }
}
