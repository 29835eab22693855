package dev.belay.health;

import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import java.util.Optional;

/// Stands in front of the breaker of one model or tier, and knows what the breakers of other processes found out.
///
/// Reads memory only; whatever is to be written is left for [Exchange] to fetch. Thread-safe. While no database can be
/// reached, what was known holds until its delay is over, and then the breaker of this process decides alone.
public final class SharedGate {
    private final Subject subject;
    private final Terms terms;
    private final Health health;
    private final Runnable closeLocal;

    private Row row;
    private boolean read;
    private volatile boolean open;
    private volatile long until;
    private long heldUntil;
    private Breaker local = Breaker.CLOSED;
    private boolean found;
    private boolean wanted;
    private Probe probe = Probe.NONE;
    private boolean told;

    /// What a call is told.
    public enum Leave {
        /// Ask the breaker of this process.
        FREE,
        /// Go, and tell by [#probed] what came of it, or by [#unused] that nothing did.
        PROBE,
        /// It is left alone.
        REFUSED
    }

    /// The probe of this process.
    private enum Probe {
        NONE,
        UNDER_WAY,
        SUCCEEDED,
        FAILED
    }

    /// @param closeLocal closes the breaker of this process
    SharedGate(Subject subject, Terms terms, Health health, Runnable closeLocal) {
        this.subject = subject;
        this.terms = terms;
        this.health = health;
        this.closeLocal = closeLocal;
        this.row = Row.well(subject.key());
    }

    /// Whether a call may go. Asked before each.
    public Leave ask() {
        if (!open) {
            return Leave.FREE;
        }
        Leave leave = decide();
        if (leave == Leave.PROBE) {
            reset();
        }
        return leave;
    }

    private synchronized Leave decide() {
        if (!open) {
            return Leave.FREE;
        }
        if (waitedOut() && !health.linked()) {
            return Leave.FREE;
        }
        if (waitedOut() && mine() && probe == Probe.NONE) {
            probe = Probe.UNDER_WAY;
            return Leave.PROBE;
        }
        wanted = true;
        return Leave.REFUSED;
    }

    /// A call ended. Means nothing unless a probe is under way.
    ///
    /// @param well whether it speaks for the subject
    public void probed(boolean well) {
        synchronized (this) {
            if (probe != Probe.UNDER_WAY) {
                return;
            }
            probe = well ? Probe.SUCCEEDED : Probe.FAILED;
            if (well) {
                open = !enough();
            } else {
                until = health.nanos() + terms.delay().toNanos();
            }
        }
        tell(true);
    }

    /// The probe ended without a word on the subject; the next call may be one.
    public synchronized void unused() {
        if (probe == Probe.UNDER_WAY) {
            probe = Probe.NONE;
        }
    }

    /// Closes the breaker of this process, which says nothing of that by itself.
    private void reset() {
        closeLocal.run();
        synchronized (this) {
            local = Breaker.CLOSED;
            found = false;
        }
    }

    /// The breaker of this process changed.
    public void local(Breaker now) {
        synchronized (this) {
            local = now;
            found = now == Breaker.OPEN && !open;
        }
        tell(true);
    }

    public synchronized Breaker state() {
        if (!open) {
            return local;
        }
        if (!waitedOut()) {
            return Breaker.OPEN;
        }
        return health.linked() ? Breaker.HALF_OPEN : local;
    }

    public Subject subject() {
        return subject;
    }

    Terms terms() {
        return terms;
    }

    /// What is to be written now.
    synchronized Optional<Wish> wish() {
        return switch (probe) {
            case SUCCEEDED, FAILED -> Optional.of(new Wish.Probed(row.version(), probe == Probe.SUCCEEDED));
            case UNDER_WAY -> {
                boolean soon = heldUntil - health.nanos() < terms.hold().toNanos() / 2;
                yield soon ? Optional.of(new Wish.Renew(row.version())) : Optional.empty();
            }
            case NONE -> open ? taking() : opening();
        };
    }

    private Optional<Wish> opening() {
        return found ? Optional.of(new Wish.Open(row.version())) : Optional.empty();
    }

    private Optional<Wish> taking() {
        boolean free = !mine() && (row.probe() == null || heldUntil - health.nanos() <= 0);
        return wanted && free && waitedOut() ? Optional.of(new Wish.Take(row.version())) : Optional.empty();
    }

    /// Takes note of the row as it was read. One that is older than what is known says nothing.
    ///
    /// @param anew whether it is the first look over a new connection: then it counts whatever it says, because a
    ///     database that was restored may have gone back
    void learn(Row fresh, boolean anew) {
        boolean closes;
        synchronized (this) {
            if (!anew && fresh.version() < row.version()) {
                return;
            }
            closes = fresh.version() != row.version() && changed(fresh);
            take(fresh);
        }
        if (closes) {
            reset();
        }
        tell(false);
    }

    /// @return whether the breaker of this process is to be closed
    private boolean changed(Row fresh) {
        boolean moved = fresh.open() || read;
        if (moved) {
            found = false;
        }
        if (probe != Probe.UNDER_WAY || !health.mine(fresh)) {
            probe = Probe.NONE;
        }
        wanted = false;
        return !fresh.open() && moved && local != Breaker.CLOSED;
    }

    private void take(Row fresh) {
        long now = health.nanos();
        row = fresh;
        read = true;
        until = now + fresh.left().toNanos();
        heldUntil = now + fresh.probeLeft().toNanos();
        open = fresh.open() && !(probe == Probe.SUCCEEDED && enough());
    }

    private boolean enough() {
        return row.successes() + 1 >= terms.successes();
    }

    /// Announces what has become of it, if that is news.
    ///
    /// @param here whether this process found out
    void tell(boolean here) {
        HealthEvent news;
        synchronized (this) {
            boolean closed = state() == Breaker.CLOSED;
            if (closed == !told) {
                return;
            }
            told = !closed;
            news = told ? new HealthEvent.Opened(subject, here) : new HealthEvent.Recovered(subject);
        }
        health.announce(news);
    }

    private boolean waitedOut() {
        return health.nanos() - until >= 0;
    }

    private boolean mine() {
        return health.mine(row);
    }
}
