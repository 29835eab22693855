package dev.belay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Outcome;
import dev.belay.journal.Entry;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.Heard;
import dev.belay.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A run that comes to rest for a person who decides at that moment.
class RestTest {
    private static final Outcome RESTS = new Outcome.NeedsHuman("may it?", "refund");

    private final Database database = TestDatabase.database();
    private final Workers workers = new Workers();
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final String approval = ids.run();
    private RunRegistry registry;
    private LiveRun run;

    @BeforeEach
    void asks() throws SQLException {
        Journals journals = JournalsForTests.on(database);
        var books = new Books(journals, LedgerForTests.on(database, journals), new FixedLease(TestDatabase.process()));
        registry = new RunRegistry(database, books, Time.SYSTEM, ids, workers);
        var opened = registry.open(new RunRegistry.NewRun(
                new Caller("caller-" + approval, Set.of(Caller.Scope.ASK), null),
                Bench.request(null),
                new RunRegistry.Plan("sequential", "belay", true, true),
                new RunRegistry.Once(null, false),
                Map.of(),
                _ -> new Heard()));
        run = ((RunRegistry.Opened.Fresh) opened).run();
        approval(approval, "PENDING");
        run.journal().append(new Entry.PersonAsked(approval, "refund", "may it?"));
    }

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void restsUntilSomebodyDecides() throws SQLException {
        run.end(RESTS);

        assertThat(state()).isEqualTo("NEEDS_HUMAN");
    }

    @Test
    void goesOnAtOnceIfSomebodyHasDecided() throws SQLException {
        decided();

        run.end(RESTS);

        assertThat(state()).isEqualTo("RUNNING decided");
    }

    /// The run did not take the decision up, so it waits for something else when it rests again.
    @Test
    void isWokenOnceByADecision() throws SQLException {
        decided();
        run.end(RESTS);
        assertThat(state()).isEqualTo("RUNNING decided");

        restsAgain();

        assertThat(state()).isEqualTo("NEEDS_HUMAN decided");
    }

    @Test
    void isNotWokenByADecisionThatItTookUpOrNeverAskedFor() throws SQLException {
        decided();
        run.journal().append(new Entry.PersonDecided(approval, "approved", "ann", null));
        another("APPROVED");

        run.end(RESTS);

        assertThat(state()).isEqualTo("NEEDS_HUMAN");
    }

    /// Another run of the tree was first.
    @Test
    void goesOnEvenIfAnotherRunTookTheDecisionUp() throws SQLException {
        decided();
        database.update("update approval set used_at = now() where id = ?", id());

        run.end(RESTS);

        assertThat(state()).isEqualTo("RUNNING decided");
    }

    @Test
    void goesOnWithOneDecisionWhileAnotherIsAwaited() throws SQLException {
        decided();
        String other = another("PENDING");
        run.journal().append(new Entry.PersonAsked(other, "refund", "and this?"));

        run.end(RESTS);

        assertThat(state()).isEqualTo("RUNNING decided");
    }

    /// As a decision does it: the run's row is held until the commit.
    @Test
    void waitsForADecisionThatIsBeingWritten() throws Exception {
        Future<?> end;
        try (Connection decision = TestDatabase.source().getConnection()) {
            decision.setAutoCommit(false);
            execute(decision, "update approval set state = 'APPROVED', decided_at = now() where id = ?", id());
            execute(decision, "select id from run where id = ? for update", run());
            end = workers.submit(() -> run.end(RESTS));
            while (!waiting() && !end.isDone()) {
                Thread.onSpinWait();
            }
            decision.commit();
        }
        end.get(30, TimeUnit.SECONDS);

        assertThat(state()).isEqualTo("RUNNING decided");
    }

    private void approval(String id, String state) throws SQLException {
        database.update("""
                insert into approval (id, root_run, run_id, caller_id, kind, ledger_key, decision, tool, arguments,
                    call_hash, shown_arguments, shown_hash, policy, policy_version, risk, reasons, package, state,
                    level, reviewers, quorum, decide_by)
                values (?, ?, ?, 'caller', 'TOOL_CALL', ?, 1, 'refund', '{}', 'hash', '{}', 'hash', 'belay', '1',
                    'LOW', '[]', '{}', ?, 0, 'reviewers', 1, now() + interval '1 hour')""", UUID.fromString(id), run(), run(), id, state);
    }

    private String another(String state) throws SQLException {
        String id = ids.run();
        approval(id, state);
        return id;
    }

    private void decided() throws SQLException {
        database.update("update approval set state = 'APPROVED', decided_at = now() where id = ?", id());
    }

    /// This process takes the run up, and it comes to rest without having asked for the decision.
    private void restsAgain() throws SQLException {
        long fence = run.journal().fence();
        database.update("update run set owner = ? where id = ?", fence, run());
        RunRecord.Head head = run.record().head();
        registry.resume(new RunRegistry.Resumed(head, null, fence, Why.DECIDED), _ -> new Heard())
                .end(RESTS);
    }

    private boolean waiting() throws SQLException {
        return database.query(
                        "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and query like '%'"
                                + " || 'update run set state' || '%'",
                        row -> row.getBoolean(1))
                .getFirst();
    }

    private static void execute(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.execute();
        }
    }

    private String state() throws SQLException {
        return database.query(
                        "select concat_ws(' ', state, resume_reason) from run where id = ?",
                        row -> row.getString(1),
                        run())
                .getFirst();
    }

    private UUID id() {
        return UUID.fromString(approval);
    }

    private UUID run() {
        return UUID.fromString(run.id());
    }
}
