package dev.belay.budget.store;

import dev.belay.budget.Account;
import dev.belay.budget.Need;
import dev.belay.budget.Spent;
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
import org.jboss.logging.Logger;

/// Reserves and settles under the lease of this process, and does not let a settlement be lost while it lives. What it
/// leaves when it dies is found by the number of its lease.
final class Till {
    private static final Logger LOG = Logger.getLogger("dev.belay.budget");
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int MOST_KNOWN = 100_000;

    private final ReserveTable reservations;
    private final SettleTable settlements;
    private final Lease lease;
    private final Clock clock;
    private final Workers workers;
    /// Keys of rows that are there.
    private final Set<String> known = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    }));

    Till(ReserveTable reservations, SettleTable settlements, Lease lease, Clock clock, Workers workers) {
        this.reservations = reservations;
        this.settlements = settlements;
        this.lease = lease;
        this.clock = clock;
        this.workers = workers;
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
            later(who.id(), Spent.NOTHING);
            throw new JournalUnavailable("nothing could be set aside for a call", e);
        }
    }

    /// @return what was reached by it; nothing if it has to be tried again
    List<SettleTable.Reached> settle(String reservation, Spent spent) {
        try {
            return settlements.settle(reservation, spent);
        } catch (SQLException e) {
            if (new JournalUnavailable("", e).passes()) {
                LOG.warnf("a call could not be settled and is tried again: %s", e.getMessage());
                later(reservation, spent);
            } else {
                LOG.errorf("a call could not be settled and stays reserved: %s", e.getMessage());
            }
            return List.of();
        }
    }

    private void later(String reservation, Spent spent) {
        if (!workers.closed()) {
            workers.after(AGAIN, () -> settle(reservation, spent));
        }
    }

    /// @param rootId of one tree of runs, or `null` for all
    void presume(String rootId, int most) {
        try {
            List<String> left = settlements.ofDead(rootId, most);
            for (String reservation : left) {
                settlements.settle(reservation, Spent.UNKNOWN);
            }
            if (!left.isEmpty()) {
                LOG.infof("%d calls of dead processes are counted as if they had used all they might", left.size());
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("what dead processes set aside could not be settled", e);
        }
    }
}
