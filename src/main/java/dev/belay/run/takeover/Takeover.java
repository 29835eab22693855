package dev.belay.run.takeover;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.ControlFlow;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.fence.Lease;
import dev.belay.platform.Workers;
import dev.belay.run.LiveRun;
import dev.belay.run.RunRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// Takes runs that nobody works on and has them carried on. Used by one thread at a time.
final class Takeover {
    private static final Logger LOG = Logger.getLogger(Takeover.class);
    /// So that one process does not take everything while others have room.
    private static final int MOST_AT_ONCE = 50;
    /// After this long a run of ours that nobody here works on is one whose first write was never acknowledged, or that
    /// was left when the database was away.
    private static final Duration UNKNOWN_AFTER = Duration.ofSeconds(10);

    private final TakeoverTable table;
    private final RunRegistry registry;
    private final Lease lease;
    private final Carrier carrier;
    private final int maxTakeovers;
    private final Workers workers;

    /// @param maxTakeovers how often a run is taken from dead processes before it ends
    Takeover(
            TakeoverTable table,
            RunRegistry registry,
            Lease lease,
            Carrier carrier,
            int maxTakeovers,
            Workers workers) {
        this.table = table;
        this.registry = registry;
        this.lease = lease;
        this.carrier = carrier;
        this.maxTakeovers = maxTakeovers;
        this.workers = workers;
    }

    /// Looks once, and takes what there is room for.
    ///
    /// @throws JournalUnavailable if the database did not answer
    void look() {
        lease.endOverdue();
        try {
            boolean more = table.waiting();
            while (more) {
                int room = Math.min(MOST_AT_ONCE, carrier.room());
                long fence = lease.fence();
                List<Taken> taken = room < 1 ? List.of() : table.take(fence, room);
                all(taken, fence);
                more = taken.size() == MOST_AT_ONCE;
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("runs could not be taken over", e);
        }
    }

    /// Reading many journals one after the other would keep the last run waiting for longer than its lease was.
    private void all(List<Taken> taken, long fence) {
        CompletableFuture<?>[] begun = taken.stream()
                .map(run -> CompletableFuture.runAsync(() -> carryOn(run, fence), workers.executor()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(begun).join();
    }

    /// Stops those of our runs that somebody asked to stop elsewhere, and gives those back that we know nothing of.
    ///
    /// @throws JournalUnavailable if the database did not answer
    void tend() {
        long fence = lease.fence();
        try {
            for (TakeoverTable.Owned run : table.owned(fence, UNKNOWN_AFTER)) {
                var here = registry.live(run.runId());
                if (here.isPresent() && run.cancelReason() != null) {
                    here.get().cancellation().cancel(run.cancelReason());
                } else if (here.isEmpty() && run.old()) {
                    table.giveBack(run.runId(), fence, Why.TAKEN_OVER, true);
                }
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("runs could not be looked after", e);
        }
    }

    private void carryOn(Taken taken, long fence) {
        String id = taken.head().id();
        try {
            if (registry.live(id).isPresent()) {
                // It was ours under an earlier lease, and what we began then has not unwound yet.
                table.giveBack(id, fence, taken.why(), false);
                return;
            }
            var resumed = new RunRegistry.Resumed(taken.head(), taken.bodyHash(), fence, taken.why());
            BelayEvent.Task task = BelayEvent.Task.of(taken.request());
            LiveRun run = registry.resume(resumed, started -> carrier.open(started.of(task), taken.trace()));
            LOG.infof("run %s is carried on here (%s)", id, taken.why().word());
            if (taken.takeovers() > maxTakeovers) {
                carrier.end(run, "it was taken over " + taken.takeovers() + " times and could not be finished");
            } else {
                carrier.carryOn(run, taken);
            }
            table.begun(id, fence);
        } catch (ControlFlow.Disowned e) {
            LOG.debugf("run %s is carried on elsewhere", id);
        } catch (SQLException | JournalUnavailable e) {
            LOG.warnf("run %s could not be carried on now: %s", id, e.getMessage());
        }
    }
}
