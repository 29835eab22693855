package dev.belay.run.takeover;

import dev.belay.journal.fence.Lease;
import dev.belay.run.LiveRun;
import dev.belay.run.RunRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Leaves the runs of a process that stops in order to the others: what is under way is waited for, and the lease is
/// given back, so that nobody has to wait until it passes.
final class HandOver {
    private static final Logger LOG = Logger.getLogger(HandOver.class);

    private final RunRegistry registry;
    private final Lease lease;

    HandOver(RunRegistry registry, Lease lease) {
        this.registry = registry;
        this.lease = lease;
    }

    /// @param patience the longest to wait for what is under way
    void all(Duration patience) {
        List<LiveRun> runs =
                registry.all().stream().filter(run -> run.journal().durable()).toList();
        runs.forEach(run -> run.departure().leave("this process stops"));
        CompletableFuture<?> gone =
                CompletableFuture.allOf(runs.stream().map(LiveRun::gone).toArray(CompletableFuture[]::new));
        try {
            gone.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            LOG.debug("some runs are handed over while something of them is under way");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!runs.isEmpty()) {
            LOG.infof(
                    "%d runs are left to other processes",
                    runs.stream().filter(run -> run.departure().decided()).count());
        }
        lease.release();
    }
}
