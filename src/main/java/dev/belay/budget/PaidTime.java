package dev.belay.budget;

import dev.belay.exchange.Deadline;
import dev.belay.platform.Time;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The seconds that a call may take: as many as are set aside, and when they are over as many more as there are. So
/// one call does not keep what others need at the same time. Used by the thread of the call.
public final class PaidTime {
    private final Function<Need, Grant> further;
    private final Time time;
    private final long start;
    private final long whole;
    private final List<Grant.Held> parts = new ArrayList<>();
    private long paid;
    private long longest;

    /// @param first holds seconds
    /// @param whole what the caller waits at most
    /// @param call what a call may take at most
    /// @param further sets more aside, or returns `null`
    public PaidTime(Grant.Held first, Duration whole, Duration call, Function<Need, Grant> further, Time time) {
        this.further = further;
        this.time = time;
        this.start = time.nanos();
        this.whole = whole.toNanos();
        this.longest = Math.min(this.whole, call.toNanos());
        add(first);
    }

    /// Moves when more is set aside, which happens when it would have passed.
    public Deadline deadline() {
        long first = paid;
        return Deadline.after(Duration.ofNanos(first), () -> elapsed() - (paid - first));
    }

    private long elapsed() {
        long elapsed = time.nanos() - start;
        if (elapsed >= paid && paid < longest) {
            extend();
        }
        return elapsed;
    }

    private void extend() {
        BigDecimal most = BigDecimal.valueOf(Duration.ofNanos(longest - paid).toMillis(), 3);
        Need need = new Need(Map.of(Measure.SECONDS, Need.Part.upTo(most)), 0, 0);
        if (further.apply(need) instanceof Grant.Held more) {
            add(more);
        } else {
            longest = paid;
        }
    }

    private void add(Grant.Held part) {
        parts.add(part);
        paid = Math.min(longest, paid + nanos(seconds(part)));
    }

    /// Whether the call had to end because no more was to be had, before the caller's deadline.
    public boolean endsEarly() {
        return paid < whole;
    }

    /// Reservations after the first.
    public List<Grant.Held> further() {
        return List.copyOf(parts.subList(1, parts.size()));
    }

    /// What each reservation paid for, in their order, of what the call took in all.
    public List<BigDecimal> shares(BigDecimal took) {
        List<BigDecimal> shares = new ArrayList<>();
        BigDecimal rest = took;
        for (Grant.Held part : parts) {
            boolean last = shares.size() == parts.size() - 1;
            BigDecimal share = last ? rest : rest.min(seconds(part));
            shares.add(share);
            rest = rest.subtract(share);
        }
        return shares;
    }

    private static BigDecimal seconds(Grant.Held part) {
        return part.held().get(Measure.SECONDS);
    }

    private static long nanos(BigDecimal seconds) {
        return seconds.movePointRight(9).longValue();
    }
}
