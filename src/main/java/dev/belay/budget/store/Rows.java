package dev.belay.budget.store;

import dev.belay.budget.Account;
import dev.belay.budget.Measure;
import dev.belay.budget.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How a row of the table `budget`, called `b`, is read.
final class Rows {
    static final String COLUMNS = "b.key, b.scope, b.subject, b.period, b.measure, b.caller_id, b.allowed, b.spent,"
            + " b.presumed, b.reserved, b.over";

    private Rows() {}

    static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                new Account(
                        Account.Scope.of(row.getString("scope")),
                        row.getString("subject"),
                        row.getString("period"),
                        Measure.of(row.getString("measure")),
                        row.getString("caller_id"),
                        row.getBigDecimal("allowed")),
                row.getBigDecimal("spent"),
                row.getBigDecimal("presumed"),
                row.getBigDecimal("reserved"),
                row.getBigDecimal("over"));
    }
}
