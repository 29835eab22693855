package dev.belay.model.wire;

import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.Silent.Phase;
import dev.belay.model.catalog.CallLimits;
import dev.belay.model.codec.TokenEstimate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Knows how long to wait for a model, and when it has been too quiet. Used by one thread.
///
/// Where this process gets no CPU for a while, a limit is found passed with an answer still unread. So before a call is
/// given up it is looked at once more, the longer the later the limit was found passed, and given up if nothing comes
/// while this thread itself was awake.
final class SilenceWatch {
    /// How long the usage and the end of the stream may take after the model said why it stopped.
    private static final Duration TAIL = Duration.ofSeconds(1);

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long LONGEST_LOOK = TimeUnit.SECONDS.toNanos(1);

    /// What sends on without a word is not looked at for ever.
    private static final int MOST_LOOKS = 8;

    private final CallLimits limits;
    private final Duration firstTokenLimit;
    private final Deadline deadline;
    private final LongSupplier ticker;
    private final long start;
    private ThroughputFloor floor;
    private long firstToken;
    private long lastEvent;
    private boolean finished;
    private int looks;
    private long lookUntil;

    SilenceWatch(CallLimits limits, Duration firstTokenLimit, Deadline deadline, LongSupplier ticker) {
        this.limits = limits;
        this.firstTokenLimit = firstTokenLimit;
        this.deadline = deadline;
        this.ticker = ticker;
        this.start = ticker.getAsLong();
        this.lastEvent = start;
    }

    /// Nanoseconds from the first token to the last event; 0 if none came. What passed since then says nothing of the
    /// model's pace: this process may have got no CPU to read.
    long spoken() {
        return floor == null ? 0 : lastEvent - firstToken;
    }

    /// By its clock.
    long nanos() {
        return ticker.getAsLong();
    }

    /// An event came in; one without content does not count as the first token.
    void event(int characters) {
        lastEvent = ticker.getAsLong();
        if (characters <= 0) {
            return;
        }
        if (floor == null) {
            firstToken = lastEvent;
            floor = new ThroughputFloor(limits.floorTokensPerSecond(), limits.floorWindow(), firstToken);
        }
        floor.add(lastEvent, Math.max(1, characters / TokenEstimate.CHARACTERS_PER_TOKEN));
    }

    /// The model has said why it stopped.
    void finished() {
        if (!finished) {
            finished = true;
            looks = 0;
            lastEvent = ticker.getAsLong();
        }
    }

    /// Whether nothing more needs to be waited for, because the model had finished.
    ///
    /// @param heard whether the last wait brought anything
    boolean tailIsOver(boolean heard) {
        return finished && (deadline.passed() || left(lastEvent, TAIL) <= 0 && isSure(heard));
    }

    /// From sending to the first token, or `null` if none came.
    Duration firstToken() {
        return floor == null ? null : Duration.ofNanos(firstToken - start);
    }

    /// How long to wait before judging again.
    Duration patience() {
        long left = deadline.remaining().toNanos();
        if (looks > 0) {
            left = Math.min(left, lookUntil - ticker.getAsLong());
        } else if (finished) {
            left = Math.min(left, left(lastEvent, TAIL));
        } else if (floor == null) {
            left = Math.min(left, left(start, firstTokenLimit));
        } else {
            left = Math.min(left, left(lastEvent, limits.idle()));
            left = Math.min(left, limits.floorWindow().dividedBy(10).toNanos());
        }
        return Duration.ofNanos(Math.max(0, left));
    }

    /// What is wrong with the model's pace, or `null`.
    ///
    /// @param heard whether the last wait brought anything
    Failure verdict(boolean heard) {
        if (finished) {
            return null;
        }
        if (deadline.passed()) {
            return new Failure.DeadlinePassed("the deadline passed while the model was " + doing());
        }
        Failure found = silence();
        if (found == null) {
            looks = 0;
            return null;
        }
        return isSure(heard) ? found : null;
    }

    private boolean isSure(boolean heard) {
        long now = ticker.getAsLong();
        long late = now - (looks > 0 ? lookUntil : passed());
        if (looks == MOST_LOOKS || looks > 0 && !heard && late <= LOOK) {
            return true;
        }
        looks++;
        lookUntil = now + Math.clamp(late, LOOK, LONGEST_LOOK);
        return false;
    }

    /// When the limit on silence passed.
    private long passed() {
        Duration limit = finished ? TAIL : limits.idle();
        return floor == null && !finished ? start + firstTokenLimit.toNanos() : lastEvent + limit.toNanos();
    }

    private Failure silence() {
        if (floor == null) {
            return left(start, firstTokenLimit) > 0
                    ? null
                    : new Failure.Silent("no first token in " + shown(firstTokenLimit), Phase.FIRST_TOKEN);
        }
        if (left(lastEvent, limits.idle()) <= 0) {
            return new Failure.Silent("stalled for " + shown(limits.idle()), Phase.IDLE);
        }
        if (floor.isBelow(ticker.getAsLong())) {
            return new Failure.Silent(
                    "fewer than " + limits.floorTokensPerSecond() + " tokens per second over "
                            + shown(limits.floorWindow()),
                    Phase.THROUGHPUT);
        }
        return null;
    }

    private String doing() {
        return floor == null ? "still silent" : "still writing";
    }

    private long left(long since, Duration limit) {
        return limit.toNanos() - (ticker.getAsLong() - since);
    }

    private static String shown(Duration duration) {
        long millis = TimeUnit.NANOSECONDS.toMillis(duration.toNanos());
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
