package dev.belay.budget.store;

import dev.belay.budget.Account;
import dev.belay.budget.Need;
import dev.belay.budget.Spent;
import dev.belay.exchange.BelayEvent;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.fence.Lease;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Reserves and settles under the lease of this process, and does not let a settlement be lost while it lives. What it
/// leaves when it dies is found by the number of its lease.
final class Till {
    private static final Logger LOG = Logger.getLogger("dev.belay.budget");
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /// When what may have been set aside after all is given back. A statement that was given up may be committed long
    /// after that: by a server that was busy, or that hung.
    private static final List<Duration> LATE = List.of(AGAIN, Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final int MOST_KNOWN = 100_000;

    private final ReserveTable reservations;
    private final SettleTable settlements;
    private final Lease lease;
    private final Clock clock;
    private final Workers workers;
    private final Consumer<BelayEvent> listener;
    private final List<Duration> late;
    /// Keys of rows that are there.
    private final Set<String> known = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    }));

    /// @param listener hears of marks that were reached by what no run of this process knows of
    Till(
            ReserveTable reservations,
            SettleTable settlements,
            Lease lease,
            Clock clock,
            Workers workers,
            Consumer<BelayEvent> listener) {
        this(reservations, settlements, lease, clock, workers, listener, LATE);
    }

    /// @param late waits one after the other until what may have been set aside is looked for
    Till(
            ReserveTable reservations,
            SettleTable settlements,
            Lease lease,
            Clock clock,
            Workers workers,
            Consumer<BelayEvent> listener,
            List<Duration> late) {
        this.reservations = reservations;
        this.settlements = settlements;
        this.lease = lease;
        this.clock = clock;
        this.workers = workers;
        this.listener = listener;
        this.late = late;
    }

    record Clock(Time time, Ids ids) {}

    Instant now() {
        return clock.time().now();
    }

    /// @throws JournalUnavailable if the database did not answer. Should it have been set aside after all, it is given
    ///     back: nothing may be done with it
    ReserveTable.Answer reserve(String rootId, List<Account> accounts, Need need) {
        var who = new ReserveTable.Reserver(clock.ids().run(), lease.fence(), rootId);
        List<String> keys = accounts.stream().map(Account::key).toList();
        try {
            ReserveTable.Answer answer = reservations.reserve(who, accounts, need, !known.containsAll(keys));
            if (answer.grant() == null) {
                // Somebody deleted what was known.
                answer = reservations.reserve(who, accounts, need, true);
            }
            known.addAll(keys);
            return answer;
        } catch (SQLException e) {
            giveBack(who.id(), alone(rootId), late);
            throw new JournalUnavailable("nothing could be set aside for a call", e);
        }
    }

    /// @param hears what was reached by it, now or when it was tried again
    void settle(String reservation, Spent spent, Consumer<SettleTable.Reached> hears) {
        try {
            settlements.settle(reservation, spent).forEach(hears);
        } catch (SQLException e) {
            if (new JournalUnavailable("", e).passes()) {
                LOG.warnf("a call could not be settled and is tried again: %s", e.getMessage());
                later(reservation, spent, hears);
            } else {
                LOG.errorf("a call could not be settled and stays reserved: %s", e.getMessage());
            }
        }
    }

    private void later(String reservation, Spent spent, Consumer<SettleTable.Reached> hears) {
        if (!workers.closed()) {
            workers.after(AGAIN, () -> settle(reservation, spent, hears));
        }
    }

    private void giveBack(String reservation, Consumer<SettleTable.Reached> hears, List<Duration> waits) {
        if (!waits.isEmpty() && !workers.closed()) {
            workers.after(waits.getFirst(), () -> {
                settle(reservation, Spent.NOTHING, hears);
                giveBack(reservation, hears, waits.subList(1, waits.size()));
            });
        }
    }

    /// Of a shadow nobody hears.
    private Consumer<SettleTable.Reached> alone(String rootRun) {
        return reached -> {
            if (!reached.standing().account().ofShadow()) {
                listener.accept(reached.by(rootRun));
            }
        };
    }

    /// @param rootId of one tree of runs, or `null` for all
    void presume(String rootId, int most) {
        try {
            List<SettleTable.Left> left = settlements.ofDead(rootId, most);
            for (SettleTable.Left each : left) {
                settlements.settle(each.reservation(), Spent.UNKNOWN).forEach(alone(each.rootRun()));
            }
            if (!left.isEmpty()) {
                LOG.infof("%d calls of dead processes are counted as if they had used all they might", left.size());
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("what dead processes set aside could not be settled", e);
        }
    }
}
