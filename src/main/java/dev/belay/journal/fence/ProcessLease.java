package dev.belay.journal.fence;

import dev.belay.exchange.ControlFlow;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/// The lease in PostgreSQL, renewed by whoever calls [#renew] often enough.
///
/// Locally the lease counts from before the statement that renewed it was sent, so it never seems longer than it is.
/// Two clocks are read: the one that never jumps stands still while a machine sleeps.
final class ProcessLease implements Lease {
    private static final Logger LOG = Logger.getLogger(ProcessLease.class);

    private final ProcessTable table;
    private final Time time;
    private final Duration length;
    private final String name;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Held held;

    /// @param name for people who look at the table
    ProcessLease(ProcessTable table, Time time, Duration length, String name) {
        this.table = table;
        this.time = time;
        this.length = length;
        this.name = name;
    }

    @Override
    public long fence() {
        Held now = held;
        return now != null ? now.fence() : begin();
    }

    private long begin() {
        lock.lock();
        try {
            if (held == null) {
                Held fresh = held(0);
                held = fresh.with(table.begin(name, length));
            }
            return held.fence();
        } catch (SQLException e) {
            throw unavailable(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void check(long fence) {
        Held now = held;
        if (now != null && now.fence() == fence && fresh(now)) {
            return;
        }
        renew();
        now = held;
        if (now == null || now.fence() != fence) {
            throw new ControlFlow.Disowned("this process has lost its lease");
        }
    }

    /// Renews the lease, if there is one.
    ///
    /// @throws JournalUnavailable if the database did not answer; the lease may still be held
    void renew() {
        lock.lock();
        try {
            Held now = held;
            if (now == null) {
                return;
            }
            Held fresh = held(now.fence());
            if (table.renew(now.fence(), length)) {
                held = fresh;
            } else {
                held = null;
                LOG.warnf("this process lost lease %d: it was silent for longer than %s", now.fence(), length);
                listeners.forEach(listener -> listener.accept(now.fence()));
            }
        } catch (SQLException e) {
            throw unavailable(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void endOverdue() {
        try {
            table.endOverdue();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void release() {
        lock.lock();
        try {
            if (held != null) {
                table.end(held.fence());
            }
        } catch (SQLException e) {
            LOG.warnf("the lease could not be given back (%s); it ends by itself", e.getMessage());
        } finally {
            held = null;
            lock.unlock();
        }
    }

    @Override
    public void onLoss(LongConsumer listener) {
        listeners.add(listener);
    }

    private boolean fresh(Held now) {
        return time.nanos() - now.untilNanos() < 0 && time.now().isBefore(now.until());
    }

    private Held held(long fence) {
        return new Held(fence, time.nanos() + length.toNanos(), time.now().plus(length));
    }

    private static JournalUnavailable unavailable(SQLException e) {
        return new JournalUnavailable("the lease of this process could not be read or written", e);
    }

    /// @param untilNanos on the ticker
    private record Held(long fence, long untilNanos, Instant until) {
        Held with(long number) {
            return new Held(number, untilNanos, until);
        }
    }
}
