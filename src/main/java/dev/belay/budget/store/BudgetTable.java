package dev.belay.budget.store;

import dev.belay.budget.Account;
import dev.belay.budget.Standing;
import dev.belay.platform.Database;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The table `budget` beside the hot path. Every method is one statement.
final class BudgetTable {
    private static final String SELECT = "select " + Rows.COLUMNS + " from budget b ";
    private static final String ALL = SELECT + "order by touched_at desc, key limit ?";
    private static final String CALLERS = SELECT + "where caller_id = ? order by touched_at desc, key limit ?";
    static final String OF_REQUEST = SELECT + "where scope = 'request' and subject = any (?) order by key";

    /// What was billed beyond the old limit is within the new one as far as that goes.
    private static final String RAISE = """
            update budget b set allowed = ?::numeric, told = 0,
                spent = least(b.spent + b.over, ?::numeric - b.reserved),
                over = greatest(0, b.spent + b.over - ?::numeric + b.reserved)
            where key = ? and allowed < ?::numeric""";

    /// When their period is long over. Those of a request go with its run.
    private static final String PRUNE =
            "delete from budget where reserved = 0 and touched_at < now() - ? * interval '1 millisecond'";

    private final Database database;

    BudgetTable(Database database) {
        this.database = database;
    }

    /// @param callerId `null` for all
    List<Standing> list(String callerId, int limit) throws SQLException {
        return callerId == null
                ? database.query(ALL, Rows::standing, limit)
                : database.query(CALLERS, Rows::standing, callerId, limit);
    }

    List<Standing> ofRequest(String rootId) throws SQLException {
        Object subjects = new String[] {rootId, rootId + Account.CONFIGURED};
        return database.query(OF_REQUEST, Rows::standing, subjects);
    }

    void raise(String key, BigDecimal allowed) throws SQLException {
        // With its exponent, which PostgreSQL reads: what was never checked may not fit into memory when written out.
        String amount = allowed.toString();
        database.update(RAISE, amount, amount, amount, key, amount);
    }

    void prune(Duration retention) throws SQLException {
        database.update(PRUNE, retention.toMillis());
    }
}
