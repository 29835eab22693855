package dev.belay.approval.store;

import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.ApprovalConfig.OnExpiry;
import dev.belay.approval.rule.Reviewers;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Database;
import dev.belay.platform.timer.Timer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The end of a group's time: the next group gets it, and after the last one it is a no. The timer is set in the
/// statement that asks, and whether the time is over is asked of the database again, with the approval's row held.
final class Deadlines implements Timer {
    /// Stands in the table of timers; never renamed.
    static final String NAME = "approval-deadline";

    private final ApprovalConfig config;
    private final Reviewers reviewers;
    private final Database database;

    Deadlines(ApprovalConfig config, Database database) {
        this.config = config;
        this.reviewers = new Reviewers(config);
        this.database = database;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> due(String approval) {
        try {
            return DecisionTable.in(database, table -> look(table, UUID.fromString(approval)));
        } catch (SQLException e) {
            throw new JournalUnavailable("the deadline of approval " + approval + " could not be looked at", e);
        }
    }

    private Optional<Instant> look(DecisionTable table, UUID id) throws SQLException {
        Stored stored = table.lock(id).orElse(null);
        if (stored == null || stored.state() != State.PENDING) {
            return Optional.empty();
        }
        if (!stored.late()) {
            return Optional.of(stored.approval().standing().decideBy());
        }
        Optional<Reviewers.Level> next = reviewers.after(stored.level());
        if (next.isPresent()) {
            return Optional.of(table.move(stored, next.get()));
        }
        if (config.onExpiry() == OnExpiry.KEEP) {
            return Optional.of(table.move(stored, reviewers.at(stored.level())));
        }
        table.close(stored, State.EXPIRED, null, null, null, config.resumeDeadline());
        return Optional.empty();
    }
}
