package dev.belay.journal;

import dev.belay.exchange.ControlFlow;
import java.sql.SQLException;
import java.util.Set;

/// The database did not take an entry. The run may not go on as if it had been written.
public class JournalUnavailable extends RuntimeException {
    /// Classes of SQLSTATE: data, integrity, syntax and access rules.
    private static final Set<String> REFUSALS = Set.of("22", "23", "42");

    public JournalUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether the same may well be written later. Not if the database was there and refused what it was told: it would
    /// again, and whoever waited for it would wait for ever.
    public boolean passes() {
        return !(getCause() instanceof SQLException e
                && e.getSQLState() != null
                && e.getSQLState().length() > 1
                && REFUSALS.contains(e.getSQLState().substring(0, 2)));
    }

    /// How the work on a journaled run stops for this: a run need not fail because its database is away, it is
    /// left as its journal stands. What the database refuses is a defect, and thrown as it is.
    public RuntimeException leaving() {
        return passes() ? new ControlFlow.Disowned("the run rests until the database is back: " + getMessage()) : this;
    }
}
