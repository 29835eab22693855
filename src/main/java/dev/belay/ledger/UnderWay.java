package dev.belay.ledger;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// The effects that this process is causing, or is about to claim. At most one thread holds a key.
final class UnderWay {
    private final Map<String, Held> byKey = new ConcurrentHashMap<>();
    private final Time time;
    private final Pause pause;

    UnderWay(Time time, Pause pause) {
        this.time = time;
        this.pause = pause;
    }

    /// @param mine holds its key from now on, if nobody else does
    /// @return `null` if it does, otherwise who else
    Held enter(Held mine) {
        return byKey.putIfAbsent(mine.hash, mine);
    }

    /// The effect of a held key is being caused from now on, for at most `timeout`.
    void begin(Held held, Duration timeout) {
        held.limit = new Limit(time.nanos() + timeout.toNanos());
    }

    /// The outcome is known and could not be written: whoever waits for it writes it first.
    void owe(Held held, Runnable write) {
        held.owed = write;
    }

    /// The key is free again: its effect has an outcome, or is given up, or nothing was begun. Of a key that
    /// somebody else holds by now, nothing is left.
    void leave(Held held) {
        byKey.remove(held.hash, held);
        held.left.cancel("settled");
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

    Moment now() {
        return new Moment(time.nanos(), time.now());
    }

    /// Whether the row says that the effect was begun or sent within this time. By both clocks: that of the
    /// ticker may stand still while the machine sleeps.
    boolean markedWithin(Held held, Duration just) {
        Moment marked = held.marked;
        return marked != null
                && time.since(marked.nanos()).compareTo(just) < 0
                && Duration.between(marked.at(), time.now()).compareTo(just) < 0;
    }

    /// What is left of the tool's timeout.
    Duration left(Limit limit) {
        return Duration.ofNanos(limit.nanos() - time.nanos());
    }

    /// A key that one thread of this process holds. Who is given up holds it no more, and may still settle
    /// what it claimed.
    static final class Held implements EffectLedger.Hold {
        private final EffectKey key;
        private final String hash;
        private final Cancellation left = new Cancellation();
        private volatile Limit limit;
        private volatile Runnable owed;
        private volatile String claim;
        private volatile Moment marked;
        private final AtomicReference<End> end = new AtomicReference<>();

        Held(EffectKey key) {
            this.key = key;
            this.hash = key.hash();
        }

        @Override
        public EffectKey key() {
            return key;
        }

        String hash() {
            return hash;
        }

        /// The claim under which the effect is being caused; `null` while it is only being claimed.
        String claim() {
            return claim;
        }

        void claimed(String by) {
            claim = by;
        }

        /// The row says that the effect was begun or sent no earlier than then.
        void marked(Moment then) {
            marked = then;
        }

        /// Decides that the effect is given up.
        ///
        /// @return false if it is being committed
        boolean giveUp() {
            return end.compareAndSet(null, End.GIVEN_UP) || end.get() == End.GIVEN_UP;
        }

        /// Decides that the effect is committed.
        ///
        /// @return false if it was given up
        boolean commit() {
            return end.compareAndSet(null, End.COMMITTED);
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

    private enum End {
        GIVEN_UP,
        COMMITTED
    }

    /// @param nanos on the ticker
    record Limit(long nanos) {}

    /// @param nanos on the ticker
    record Moment(long nanos, Instant at) {}
}
