package dev.belay.journal.fence;

import dev.belay.exchange.ControlFlow;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/// The lease in PostgreSQL, renewed by whoever calls [#renew] often enough.
///
/// Locally the lease counts from before the statement that renewed it was sent, so it never seems longer than it is.
/// Nothing is locked while a renewal is under way: of several, the one that was sent last counts, and one that finds
/// the lease ended ends it here, whatever others found before. Two clocks are read: the one that never jumps
/// stands still while a machine sleeps.
final class ProcessLease implements Lease {
    private static final Logger LOG = Logger.getLogger(ProcessLease.class);

    private final ProcessTable table;
    private final Time time;
    private final Duration length;
    private final String name;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock beginning = new ReentrantLock();
    private final AtomicReference<Held> held = new AtomicReference<>();

    /// @param name for people who look at the table
    ProcessLease(ProcessTable table, Time time, Duration length, String name) {
        this.table = table;
        this.time = time;
        this.length = length;
        this.name = name;
    }

    @Override
    public long fence() {
        Held now = held.get();
        return now != null ? now.fence() : begin();
    }

    private long begin() {
        beginning.lock();
        try {
            Held now = held.get();
            if (now == null) {
                Held fresh = from(0);
                now = fresh.with(table.begin(name, length));
                held.set(now);
            }
            return now.fence();
        } catch (SQLException e) {
            throw unavailable(e);
        } finally {
            beginning.unlock();
        }
    }

    @Override
    public void check(long fence) {
        if (fresh(fence)) {
            return;
        }
        renew(table::renew);
        Held now = held.get();
        if (now == null || now.fence() != fence) {
            throw new ControlFlow.Disowned("this process has lost its lease");
        }
        if (!fresh(fence)) {
            throw new JournalUnavailable("the lease of this process was renewed, but not in time", null);
        }
    }

    /// Renews the lease, if there is one.
    ///
    /// @return false if there is none, or it was lost
    /// @throws JournalUnavailable if the database did not answer; the lease may still be held
    boolean renew(Renewal by) {
        Held now = held.get();
        if (now == null) {
            return false;
        }
        Held fresh = from(now.fence());
        try {
            if (by.renew(now.fence(), length)) {
                held.updateAndGet(other -> other != null && other.before(fresh) ? fresh : other);
                return true;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
        lose(now.fence());
        return false;
    }

    private void lose(long fence) {
        Held last = held.getAndUpdate(other -> other != null && other.fence() == fence ? null : other);
        if (last == null || last.fence() != fence) {
            return;
        }
        LOG.warnf("this process lost lease %d: it was silent for longer than %s", fence, length);
        for (LongConsumer listener : listeners) {
            try {
                listener.accept(fence);
            } catch (RuntimeException e) {
                LOG.errorf(e, "somebody who had to hear that lease %d is lost failed", fence);
            }
        }
    }

    @Override
    public void endOverdue() {
        Held now = held.get();
        try {
            table.endOverdue(now == null ? 0 : now.fence());
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void release() {
        beginning.lock();
        try {
            Held last = held.getAndSet(null);
            if (last != null) {
                table.end(last.fence());
            }
        } catch (SQLException e) {
            LOG.warnf("the lease could not be given back (%s); it ends by itself", e.getMessage());
        } finally {
            beginning.unlock();
        }
    }

    @Override
    public void onLoss(LongConsumer listener) {
        listeners.add(listener);
    }

    private boolean fresh(long fence) {
        Held now = held.get();
        return now != null
                && now.fence() == fence
                && time.nanos() - now.untilNanos() < 0
                && time.now().isBefore(now.until());
    }

    private Held from(long fence) {
        return new Held(fence, time.nanos() + length.toNanos(), time.now().plus(length));
    }

    private static JournalUnavailable unavailable(SQLException e) {
        return new JournalUnavailable("the lease of this process could not be read or written", e);
    }

    /// Sends the renewal.
    @FunctionalInterface
    interface Renewal {
        /// @return false if the lease was ended
        boolean renew(long fence, Duration length) throws SQLException;
    }

    /// @param untilNanos on the ticker
    private record Held(long fence, long untilNanos, Instant until) {
        Held with(long number) {
            return new Held(number, untilNanos, until);
        }

        /// Whether `other` is the same lease, and not shorter.
        boolean before(Held other) {
            return fence == other.fence && untilNanos - other.untilNanos <= 0;
        }
    }
}
