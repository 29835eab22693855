package dev.belay.ledger;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The effects that this process is causing, or is about to claim. At most one thread holds a key.
final class UnderWay {
    private final Map<String, Held> byKey = new ConcurrentHashMap<>();
    private final Time time;
    private final Pause pause;

    UnderWay(Time time, Pause pause) {
        this.time = time;
        this.pause = pause;
    }

    /// @return `null` if the caller now holds the key, otherwise who does
    Held enter(EffectKey key, String hash) {
        return byKey.putIfAbsent(hash, new Held(key, hash));
    }

    /// The effect of a held key is being caused from now on, for at most `timeout`.
    void begin(String hash, Duration timeout) {
        byKey.get(hash).limit = new Limit(time.nanos() + timeout.toNanos());
    }

    /// The outcome is known and could not be written: whoever waits for it writes it first.
    void owe(String hash, Runnable write) {
        Held held = byKey.get(hash);
        if (held != null) {
            held.owed = write;
        }
    }

    /// The key is free again: its effect has an outcome, or nothing was begun.
    void leave(String hash) {
        Held held = byKey.remove(hash);
        if (held != null) {
            held.left.cancel("settled");
        }
    }

    /// Who holds the key, or `null`.
    Held holder(String hash) {
        return byKey.get(hash);
    }

    List<Held> ofRoot(String rootRun) {
        return byKey.values().stream()
                .filter(held -> held.key.rootRun().equals(rootRun))
                .toList();
    }

    /// Waits until the key is left, at most `limit`.
    ///
    /// @return whether it was left
    boolean await(Held held, Duration limit) {
        if (limit.isPositive()) {
            try {
                pause.await(limit, held.left);
            } catch (ControlFlow.Cancelled interrupted) {
                if (!held.left.cancelled()) {
                    throw interrupted;
                }
            }
        }
        return held.left.cancelled();
    }

    /// What is left of the tool's timeout.
    Duration left(Limit limit) {
        return Duration.ofNanos(limit.nanos() - time.nanos());
    }

    /// A key that one thread of this process holds.
    static final class Held {
        private final EffectKey key;
        private final String hash;
        private final Cancellation left = new Cancellation();
        private volatile Limit limit;
        private volatile Runnable owed;
        private final AtomicBoolean decided = new AtomicBoolean();

        private Held(EffectKey key, String hash) {
            this.key = key;
            this.hash = hash;
        }

        String hash() {
            return hash;
        }

        /// Decides once whether the effect is given up or committed.
        ///
        /// @return false if the other had been decided before
        boolean decide() {
            return decided.compareAndSet(false, true);
        }

        boolean free() {
            return left.cancelled();
        }

        /// When the tool's time is over, or `null` while the effect is only being claimed.
        Limit limit() {
            return limit;
        }

        /// Writes an outcome that could not be written before; or `null`.
        Runnable owed() {
            return owed;
        }
    }

    /// @param nanos on the ticker
    record Limit(long nanos) {}
}
