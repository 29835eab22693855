package dev.belay.approval.store;

import dev.belay.approval.Approval.State;
import dev.belay.approval.Risk;
import dev.belay.approval.rule.Reviewers.Level;
import dev.belay.journal.Entry;
import dev.belay.journal.fence.AskedRun;
import dev.belay.journal.fence.OwnedRun;
import dev.belay.platform.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// What a decision changes, in one transaction that holds the approval's row: committed together, or not at all. Used
/// by one thread.
final class DecisionTable {
    /// A process that stands still in the middle would keep everybody else from deciding, so the database ends its
    /// transaction.
    private static final String LOCK = "select set_config('idle_in_transaction_session_timeout', '5s', true), "
            + Stored.COLUMNS + " from approval a where a.id = ? for update";

    private static final String READ = "select " + Stored.COLUMNS + " from approval a where a.id = ?";

    private static final String VOTE = """
            insert into approval_vote (approval, call_hash, reviewer, verdict, notes, arguments, at)
            values (?, ?, ?, ?, ?, ?, clock_timestamp()) on conflict do nothing""";

    private static final String VOTED =
            "select verdict from approval_vote where approval = ? and call_hash = ? and reviewer = ?";

    /// An edit is a yes to what it wrote, unless that is to be shown to somebody else.
    private static final String YES = """
            select count(*) from approval_vote
            where approval = ? and call_hash = ? and (verdict = 'APPROVED' or (verdict = 'EDITED' and ?))""";

    private static final String PROPOSE = """
            update approval set shown_arguments = ?, shown_hash = ?, edited_by = ?, risk = ?, quorum = ?
            where id = ?""";

    private static final String CLOSE = """
            update approval
            set state = ?, decided_at = clock_timestamp(), decided_by = ?, notes = ?, answer = ?
            where id = ?""";

    private static final String CLOSE_EFFECT = """
            update effect set state = ?, result = ?, settled_at = now() where key = ? and state = 'INTENDED'""";

    private static final String CLOSE_TIMER =
            "delete from scheduled_tasks where task_name = ? and task_instance = ? and not picked";

    /// The run that asked, and others of its tree that wait for the same decision; not one that has gone back to before
    /// it asked, and rests for something else.
    private static final String ASKED = "root_id = ? and " + AskedRun.asked("?");

    /// A run that is about to rest waits for this decision, or this decision for its rest; otherwise each would be
    /// written without having seen the other.
    private static final String HOLD_RUNS =
            "select id from run where state in ('RUNNING', 'NEEDS_HUMAN') and " + ASKED + " order by id for update";

    private static final String GO_ON = "update run set " + OwnedRun.GOES_ON + """
            , deadline_at = now() + ? * interval '1 millisecond', woken_for = array_append(woken_for, ?)
            where state = 'NEEDS_HUMAN' and\s""" + ASKED;

    private static final String HEARD = "update run set woken_for = array_append(woken_for, ?) where id = ?";

    private static final String MOVE = """
            update approval set level = ?, reviewers = ?, escalations = escalations + ?,
                decide_by = clock_timestamp() + ? * interval '1 millisecond'
            where id = ? returning decide_by""";

    private final Connection connection;

    private DecisionTable(Connection connection) {
        this.connection = connection;
    }

    /// Runs `work` in a transaction of its own.
    static <T> T in(Database database, Work<T> work) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(new DecisionTable(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T on(DecisionTable table) throws SQLException;
    }

    /// The row, held until the end of the transaction.
    Optional<Stored> lock(UUID id) throws SQLException {
        return first(LOCK, Stored::read, id);
    }

    Stored read(String id) throws SQLException {
        return first(READ, Stored::read, UUID.fromString(id)).orElseThrow();
    }

    /// What this reviewer said before to what is shown.
    Optional<String> voted(Stored stored, String hash, String reviewer) throws SQLException {
        return first(VOTED, row -> row.getString(1), UUID.fromString(stored.id()), hash, reviewer);
    }

    void vote(Stored stored, String hash, String reviewer, State verdict, String notes, String arguments)
            throws SQLException {
        update(VOTE, UUID.fromString(stored.id()), hash, reviewer, verdict.name(), notes, arguments);
    }

    int yes(Stored stored, String hash, boolean editsCount) throws SQLException {
        return first(YES, row -> row.getInt(1), UUID.fromString(stored.id()), hash, editsCount)
                .orElse(0);
    }

    void propose(Stored stored, Proposing proposing, String editor) throws SQLException {
        update(
                PROPOSE,
                proposing.arguments(),
                proposing.hash(),
                editor,
                proposing.risk().name(),
                proposing.quorum(),
                UUID.fromString(stored.id()));
    }

    /// Ends the waiting: the approval, the ledger's row, the timer and the runs that rest.
    ///
    /// @param by `null` if nobody decided in time
    void close(Stored stored, State state, String by, String notes, String answer, Duration patience)
            throws SQLException {
        UUID id = UUID.fromString(stored.id());
        update(CLOSE, state.name(), by, notes, answer, id);
        switch (state) {
            case REJECTED -> update(CLOSE_EFFECT, "FAILED", "not begun: a person said no", stored.ledgerKey());
            case EXPIRED -> update(CLOSE_EFFECT, "FAILED", "not begun: nobody decided in time", stored.ledgerKey());
            case EDITED -> update(CLOSE_EFFECT, "SUPERSEDED", null, stored.ledgerKey());
            case APPROVED, ANSWERED, PENDING, WITHDRAWN -> {
                // the ledger's row, if there is one, stays INTENDED until the run takes the yes up
            }
        }
        update(CLOSE_TIMER, Deadlines.NAME, stored.id());
        UUID root = UUID.fromString(stored.approval().origin().rootRun());
        first(HOLD_RUNS, row -> row.getString(1), root, stored.id());
        update(GO_ON, Entry.Resumed.Why.DECIDED.word(), patience.toMillis(), id, root, stored.id());
    }

    /// Closes what was asked under other rules, if nobody decided yet. Other runs that wait for it go on, and ask anew
    /// as well.
    ///
    /// @param runId of the run that asks anew, and has nothing to hear of this
    void retire(Stored stored, String runId, Duration patience) throws SQLException {
        if (stored.state() == State.PENDING) {
            close(stored, State.EXPIRED, null, "the rules changed; it was asked anew", null, patience);
        }
        update(HEARD, UUID.fromString(stored.id()), UUID.fromString(runId));
    }

    /// Gives it to a group, with a new deadline.
    ///
    /// @return the new deadline
    Instant move(Stored stored, Level level) throws SQLException {
        Database.Row<Instant> deadline =
                row -> row.getObject(1, OffsetDateTime.class).toInstant();
        return first(
                        MOVE,
                        deadline,
                        level.place(),
                        level.group(),
                        level.place() > stored.level() ? 1 : 0,
                        level.deadline().toMillis(),
                        UUID.fromString(stored.id()))
                .orElseThrow();
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private <T> Optional<T> first(String sql, Database.Row<T> row, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
            }
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /// What a reviewer wrote, and how many have to say yes to it.
    record Proposing(String arguments, String hash, Risk risk, int quorum) {}
}
