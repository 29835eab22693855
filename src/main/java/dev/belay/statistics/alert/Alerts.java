package dev.belay.statistics.alert;

import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import dev.belay.platform.Database;
import dev.belay.statistics.StatisticsUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Raises and clears, once for all processes that share a database. Thread-safe; each call is one statement.
public final class Alerts {
    private static final Logger LOG = Logger.getLogger("dev.belay.alerts");

    private final AlertTable table;
    private final Consumer<HealthEvent> listener;

    /// @param listener hears of what this process raised first
    Alerts(Database database, Consumer<HealthEvent> listener) {
        this.table = new AlertTable(database);
        this.listener = listener;
    }

    /// Raises it, unless it is raised already. Whoever raises it first logs and announces it.
    ///
    /// @param what is wrong and what to check, for people
    public void raise(Subject subject, String cause, String what) {
        settle(List.of(Finding.wrong(subject, cause, what)));
    }

    /// It is over. Does nothing if it was not raised.
    public void clear(Subject subject, String cause) {
        settle(List.of(Finding.well(subject, cause)));
    }

    /// Raises what is wrong, and clears what is well, however much was looked at.
    void settle(List<Finding> found) {
        if (found.isEmpty()) {
            return;
        }
        try {
            table.settle(found).forEach(this::changed);
        } catch (SQLException e) {
            found.forEach(one -> unwritten(one, e));
        }
    }

    private void changed(Finding one) {
        if (one.isWrong()) {
            LOG.errorf("ALERT %s %s %s", one.subject().kindWord(), one.subject().id(), one.what());
            listener.accept(new HealthEvent.Alert(one.subject(), one.cause(), one.what()));
        } else {
            LOG.infof(
                    "CLEARED %s %s %s", one.subject().kindWord(), one.subject().id(), one.cause());
        }
    }

    private static void unwritten(Finding one, SQLException e) {
        String kind = one.subject().kindWord();
        if (one.isWrong()) {
            LOG.errorf("ALERT %s %s %s (not written: %s)", kind, one.subject().id(), one.what(), e.getMessage());
        } else {
            LOG.warnf(
                    "an alert of %s %s could not be cleared: %s",
                    kind, one.subject().id(), e.getMessage());
        }
    }

    /// Tells of something that has happened, and does not stand.
    void tell(Subject subject, String cause, String what) {
        LOG.errorf("ALERT %s %s %s", subject.kindWord(), subject.id(), what);
        try {
            table.tell(subject, cause, what);
        } catch (SQLException e) {
            LOG.warnf("an alert could not be written: %s", e.getMessage());
        }
    }

    /// Keeps one that was announced already.
    void keep(HealthEvent.Alert alert) {
        try {
            table.settle(List.of(Finding.wrong(alert.subject(), alert.cause(), alert.what())));
        } catch (SQLException e) {
            LOG.warnf("an alert could not be written: %s", e.getMessage());
        }
    }

    /// Those that are raised first, then the latest.
    ///
    /// @param cleared whether those that are over are listed, too
    /// @throws StatisticsUnavailable if the database does not answer
    public List<Alert> list(boolean cleared, int most) {
        try {
            return table.list(cleared, most);
        } catch (SQLException e) {
            throw new StatisticsUnavailable("the alerts could not be read", e);
        }
    }

    void forget(Duration keep) throws SQLException {
        table.forget(keep);
    }
}
