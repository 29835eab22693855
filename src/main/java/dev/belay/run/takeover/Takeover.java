package dev.belay.run.takeover;

import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.fence.Lease;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.run.LiveRun;
import dev.belay.run.RunRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Takes runs that nobody works on and has them carried on. Used by one thread at a time.
final class Takeover {
    /// So that one process does not take everything while others have room.
    private static final int MOST_AT_ONCE = 50;
    /// After this long a run of ours that nobody here works on is one whose first write was never acknowledged, or that
    /// was left when the database was away.
    private static final Duration UNKNOWN_AFTER = Duration.ofSeconds(10);

    private final TakeoverTable table;
    private final RunRegistry registry;
    private final Lease lease;
    private final Carrier carrier;
    private final Workers workers;
    private final SetAside aside;
    private final Pickup pickup;

    /// @param maxTakeovers how often a run is taken from dead processes, or cannot be read, before it ends
    record Terms(int maxTakeovers, Time time, Workers workers) {}

    Takeover(TakeoverTable table, RunRegistry registry, Lease lease, Carrier carrier, Terms terms) {
        this.table = table;
        this.registry = registry;
        this.lease = lease;
        this.carrier = carrier;
        this.workers = terms.workers();
        this.aside = new SetAside(terms.time());
        this.pickup = new Pickup(table, registry, carrier, terms.maxTakeovers(), aside, workers);
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
                List<Waiting> taken = room < 1 ? List.of() : table.take(fence, room, others());
                all(taken, fence);
                more = taken.size() == MOST_AT_ONCE;
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("runs could not be taken over", e);
        }
    }

    /// Runs that are left to others: those that cannot be read here, and those that this process worked on under an
    /// earlier lease and that have not unwound yet.
    private List<String> others() {
        Stream<LiveRun> unwinding =
                registry.all().stream().filter(run -> run.journal().durable());
        return Stream.concat(aside.ids().stream(), unwinding.map(LiveRun::id)).toList();
    }

    /// Reading many journals one after the other would keep the last run waiting for longer than its lease was.
    private void all(List<Waiting> taken, long fence) {
        CompletableFuture<?>[] begun = taken.stream()
                .map(run -> CompletableFuture.runAsync(() -> pickup.up(run, fence), workers.executor()))
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
                } else if (here.isEmpty() && run.old() && !pickup.ends(run.runId())) {
                    // Not held against it: that the database was away says nothing about the run.
                    table.giveBack(run.runId(), fence, Why.TAKEN_OVER, false);
                }
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("runs could not be looked after", e);
        }
    }
}
