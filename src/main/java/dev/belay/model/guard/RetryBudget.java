package dev.belay.model.guard;

import dev.belay.model.CallsConfig;
import dev.belay.platform.Time;
import java.util.Arrays;

/// How much of what one model is asked may be asked again, over a sliding window: when a provider breaks for everybody,
/// everybody's retries would otherwise multiply what it has to take. Thread-safe.
///
/// A retry is a call beyond the first of a run to the model, also by another tier, after one that failed.
final class RetryBudget {
    private static final int SLICES = 10;

    private final CallsConfig.Retry.Budget config;
    private final Time time;
    private final long slice;
    private final int[] calls = new int[SLICES];
    private final int[] retries = new int[SLICES];
    private long latest;

    RetryBudget(CallsConfig.Retry.Budget config, Time time) {
        this.config = config;
        this.time = time;
        this.slice = Math.max(1, config.window().toNanos() / SLICES);
        this.latest = Math.floorDiv(time.nanos(), slice);
    }

    /// A call is sent.
    synchronized void called() {
        calls[now()]++;
    }

    /// Whether a retry may be made; one that may is counted, and is among the calls once it is sent.
    synchronized boolean again() {
        if (config.share() >= 1) {
            return true;
        }
        int slot = now();
        int made = Arrays.stream(retries).sum() + 1;
        int all = Arrays.stream(calls).sum() + 1;
        boolean may = made <= Math.max(config.floor(), config.share() * all);
        if (may) {
            retries[slot]++;
        }
        return may;
    }

    /// The slot of this moment. Those whose time is over are emptied.
    private int now() {
        long current = Math.floorDiv(time.nanos(), slice);
        for (long passed = Math.max(latest + 1, current - SLICES + 1); passed <= current; passed++) {
            int slot = Math.floorMod(passed, SLICES);
            calls[slot] = 0;
            retries[slot] = 0;
        }
        latest = Math.max(latest, current);
        return Math.floorMod(latest, SLICES);
    }
}
