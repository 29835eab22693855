package dev.belay.budget.store;

import dev.belay.budget.Account;
import dev.belay.budget.Measure;
import dev.belay.budget.Spent;
import dev.belay.budget.Standing;
import dev.belay.exchange.BelayEvent;
import dev.belay.platform.Database;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Settlements, each in one statement. The reservation goes away with it, so the second one finds nothing to do.
final class SettleTable {
    /// What is billed beyond a limit is not hidden: it is counted apart, so that `spent + reserved <= allowed` holds.
    private static final String SETTLE = """
            with mine as (
                delete from reservation where id = ? returning keys, held
            ), used as (
                select measure, greatest(0, amount::numeric) as amount from unnest(?, ?) as u (measure, amount)
            ), locked as (
                select b.key, b.told, p.held, coalesce(u.amount, p.held) as amount
                from mine cross join lateral unnest(mine.keys, mine.held) as p (key, held)
                join budget b on b.key = p.key left join used u on u.measure = b.measure
                order by b.key for update of b
            )
            update budget b set
                reserved = b.reserved - l.held,
                spent = least(b.spent + l.amount, b.allowed - b.reserved + l.held),
                over = b.over + greatest(0, b.spent + l.amount - b.allowed + b.reserved - l.held),
                presumed = b.presumed + case when ? then l.amount else 0 end,
                told = greatest(b.told, case when b.spent + b.over + l.amount >= b.allowed then 100
                    when b.spent + b.over + l.amount >= 0.8 * b.allowed then 80 else 0 end),
                touched_at = now()
            from locked l where b.key = l.key
            returning\s""" + Rows.COLUMNS + ", b.told > l.told as reached, b.told as percent";

    private static final String OF_DEAD = """
            select id::text, root_run::text from reservation r
            where (?::uuid is null or r.root_run = ?::uuid)
            and not exists (select 1 from process p where p.fence = r.owner and p.ended_at is null)
            order by r.at limit ?""";

    private final Database database;

    SettleTable(Database database) {
        this.database = database;
    }

    /// @param percent of its limit that was used up for the first time
    record Reached(Standing standing, int percent) {

        /// @param runId on whose behalf it was
        BelayEvent.BudgetReached by(String runId) {
            Account account = standing.account();
            return new BelayEvent.BudgetReached(
                    runId, account.scope().word(), account.measure().word(), percent, account.key());
        }
    }

    /// A reservation that nobody will settle any more.
    record Left(String reservation, String rootRun) {}

    /// @return accounts of which so much was used up for the first time; empty if it was settled before
    List<Reached> settle(String reservation, Spent spent) throws SQLException {
        List<String> measures = new ArrayList<>();
        List<String> amounts = new ArrayList<>();
        for (Map.Entry<Measure, BigDecimal> each : spent.amounts().entrySet()) {
            measures.add(each.getKey().word());
            amounts.add(each.getValue().toString());
        }
        List<Reached> reached = new ArrayList<>();
        database.query(
                SETTLE,
                row -> row.getBoolean("reached")
                        ? reached.add(new Reached(Rows.standing(row), row.getInt("percent")))
                        : null,
                UUID.fromString(reservation),
                measures.toArray(String[]::new),
                amounts.toArray(String[]::new),
                spent.presumed());
        return reached;
    }

    /// Reservations of processes that are dead, oldest first.
    ///
    /// @param rootId of one tree of runs, or `null` for all
    List<Left> ofDead(String rootId, int most) throws SQLException {
        Object root = rootId == null ? Database.Missing.UUID : UUID.fromString(rootId);
        return database.query(OF_DEAD, row -> new Left(row.getString(1), row.getString(2)), root, root, most);
    }
}
