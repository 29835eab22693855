package dev.belay.model.wire;

import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.Silent.Phase;
import dev.belay.model.catalog.CallLimits;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Knows how long to wait for a model, and when it has been too quiet. Used by one thread.
final class SilenceWatch {
    /// How long the usage and the end of the stream may take after the model said why it stopped.
    private static final Duration TAIL = Duration.ofSeconds(1);

    private final CallLimits limits;
    private final Duration firstTokenLimit;
    private final Deadline deadline;
    private final LongSupplier ticker;
    private final long start;
    private ThroughputFloor floor;
    private long firstToken;
    private long lastEvent;
    private boolean finished;

    SilenceWatch(CallLimits limits, Duration firstTokenLimit, Deadline deadline, LongSupplier ticker) {
        this.limits = limits;
        this.firstTokenLimit = firstTokenLimit;
        this.deadline = deadline;
        this.ticker = ticker;
        this.start = ticker.getAsLong();
        this.lastEvent = start;
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
        floor.add(lastEvent, Math.max(1, characters / 4));
    }

    /// The model has said why it stopped.
    void finished() {
        if (!finished) {
            finished = true;
            lastEvent = ticker.getAsLong();
        }
    }

    /// Whether nothing more needs to be waited for, because the model had finished.
    boolean tailIsOver() {
        return finished && (left(lastEvent, TAIL) <= 0 || deadline.passed());
    }

    /// From sending to the first token, or `null` if none came.
    Duration firstToken() {
        return floor == null ? null : Duration.ofNanos(firstToken - start);
    }

    /// How long to wait before judging again.
    Duration patience() {
        long left = deadline.remaining().toNanos();
        if (finished) {
            left = Math.min(left, left(lastEvent, TAIL));
        } else if (floor == null) {
            left = Math.min(left, left(start, firstTokenLimit));
        } else {
            left = Math.min(left, left(lastEvent, limits.idle()));
            left = Math.min(left, limits.floorWindow().dividedBy(10).toNanos());
        }
        return Duration.ofNanos(Math.max(0, left));
    }

    /// What is wrong with the model's pace now, or `null`.
    Failure verdict() {
        if (finished) {
            return null;
        }
        if (deadline.passed()) {
            return new Failure.DeadlinePassed("the deadline passed while the model was " + doing());
        }
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
