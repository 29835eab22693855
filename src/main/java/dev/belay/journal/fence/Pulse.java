package dev.belay.journal.fence;

import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Renews a lease three times as often as it has to be, counted from the beginning of each try. A try that brings
/// nothing soon is followed by another one, and counts if it comes to something after all.
final class Pulse {
    private static final Logger LOG = Logger.getLogger(Pulse.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final ProcessLease lease;
    private final ProcessLease.Renewal line;
    private final Time time;
    private final Workers workers;
    private final Duration interval;
    private final Duration patience;

    /// @param length of the lease
    Pulse(ProcessLease lease, ProcessLease.Renewal line, Time time, Workers workers, Duration length) {
        this.lease = lease;
        this.line = line;
        this.time = time;
        this.workers = workers;
        this.interval = length.dividedBy(3);
        this.patience = length.dividedBy(4);
    }

    /// Goes on until no further work is taken.
    void start() {
        after(interval);
    }

    private void after(Duration pause) {
        if (!workers.closed()) {
            workers.after(pause, this::beat);
        }
    }

    private void beat() {
        long began = time.nanos();
        boolean well = false;
        try {
            Future<Boolean> trying = workers.submit(() -> lease.renew(line));
            trying.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            well = true;
        } catch (ExecutionException e) {
            LOG.warnf("the lease of this process could not be renewed and is tried again: %s", e.getCause());
        } catch (TimeoutException _) {
            LOG.warnf("the lease of this process is not renewed after %s and is tried again", patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            Duration soon = AFTER_FAILURE.compareTo(interval) < 0 ? AFTER_FAILURE : interval;
            Duration left = interval.minus(time.since(began));
            after(!well ? soon : left.isNegative() ? Duration.ZERO : left);
        }
    }
}
