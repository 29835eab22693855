package dev.belay.run.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.support.Plans;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Counts by how much the whole changes: other tests leave runs behind.
class CensusTest {
    private static final Duration TAKEOVER = Duration.ofSeconds(20);

    private final String run = new Ids(Time.SYSTEM.wall()).run();

    /// What other tests left behind is not to become too old while one of these counts.
    @BeforeEach
    void age() throws SQLException {
        TestDatabase.database()
                .update("update process set ended_at = now() - interval '1 day'"
                        + " where ended_at is not null or expires_at <= now()");
        TestDatabase.database()
                .update(
                        "update run set deadline_at = now() - interval '1 day' where owner is null and state = 'RUNNING'");
    }

    @Test
    void doesNotReadAllRuns() throws SQLException {
        assertThat(Plans.of(Census.COUNT, 20_000L)).contains("run_resting").doesNotContain("Seq Scan on run");
    }

    @Test
    void aRunOfALivingProcessIsInOrder() throws SQLException {
        Census before = count();

        begin(TestDatabase.process());

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aRunOfADeadProcessWaitsUntilItCountsAsAbandoned() throws SQLException {
        Census before = count();
        long fence = TestDatabase.process();
        begin(fence);

        TestDatabase.dies(fence);
        assertThat(count().waiting()).isEqualTo(before.waiting() + 1);
        assertThat(count().abandoned()).isEqualTo(before.abandoned());

        sql("update process set ended_at = now() - interval '21 seconds' where fence = ?", fence);
        assertThat(count().abandoned()).isEqualTo(before.abandoned() + 1);
        assertThat(count().waiting()).isEqualTo(before.waiting());
        assertThat(count().inOrder()).isFalse();
    }

    @Test
    void aLeaseThatNobodyMarkedAsEndedCountsToo() throws SQLException {
        Census before = count();
        long fence = TestDatabase.process();
        begin(fence);

        sql("update process set expires_at = now() - interval '21 seconds' where fence = ?", fence);

        assertThat(count().abandoned()).isEqualTo(before.abandoned() + 1);
    }

    @Test
    void aRunThatNobodyTookBeforeItsDeadlineIsAbandoned() throws SQLException {
        Census before = count();
        begin(TestDatabase.process());
        sql("update run set owner = null, deadline_at = now() + interval '1 minute' where id = ?", id());
        assertThat(count().waiting()).isEqualTo(before.waiting() + 1);

        sql("update run set deadline_at = now() - interval '21 seconds' where id = ?", id());

        assertThat(count().abandoned()).isEqualTo(before.abandoned() + 1);
    }

    @Test
    void whoWaitsForAPersonHasAskedOne() throws SQLException {
        Census before = count();
        rests();
        ask();
        asked(1);
        assertThat(count().unasked()).isEqualTo(before.unasked());
        assertThat(count().forCaller()).isEqualTo(before.forCaller());
        assertThat(count().resting()).isEqualTo(before.resting() + 1);

        sql("update approval set state = 'APPROVED', used_at = now() where id = ?", id());
        assertThat(count().unasked()).as("decided, and not woken").isEqualTo(before.unasked() + 1);
        assertThat(count().inOrder()).isFalse();

        sql("update run set woken_for = array[id] where id = ?", id());
        assertThat(count().unasked())
                .as("woken, and at rest for something else")
                .isEqualTo(before.unasked());
        assertThat(count().forCaller()).isEqualTo(before.forCaller() + 1);
    }

    @Test
    void whoTookTheDecisionUpRestsForSomethingElse() throws SQLException {
        Census before = count();
        rests();
        ask();
        asked(1);
        sql("update approval set state = 'APPROVED' where id = ?", id());
        entry(2, "person_decided");

        assertThat(count().unasked()).isEqualTo(before.unasked());
        assertThat(count().forCaller()).isEqualTo(before.forCaller() + 1);
    }

    /// As after a rewind, or after too many failures: the question is in its outcome, and its caller has it go on.
    @Test
    void whoAskedNobodyWaitsForItsCaller() throws SQLException {
        Census before = count();
        rests();
        assertThat(count().forCaller()).isEqualTo(before.forCaller() + 1);
        assertThat(count().unasked()).isEqualTo(before.unasked());

        sql("update run set outcome = null where id = ?", id());

        assertThat(count().unasked()).as("it does not say for what").isEqualTo(before.unasked() + 1);
        assertThat(count().forCaller()).isEqualTo(before.forCaller());
    }

    @Test
    void whatWasAskedBeforeARewindIsNotAwaited() throws SQLException {
        Census before = count();
        rests();
        ask();
        asked(3);
        sql("update run set rewind_to = 2, rewind_from = 4 where id = ?", id());

        assertThat(count().forCaller()).isEqualTo(before.forCaller() + 1);

        sql("update approval set state = 'WITHDRAWN' where id = ?", id());

        assertThat(count().forCaller()).isEqualTo(before.forCaller() + 1);
        assertThat(count().unasked()).isEqualTo(before.unasked());
    }

    @Test
    void whatAnotherRunOfTheTreeAskedIsNotAwaited() throws SQLException {
        Census before = count();
        rests();
        ask();

        assertThat(count().forCaller()).isEqualTo(before.forCaller() + 1);
    }

    @Test
    void effectsOfDeadProcessesAreCounted() throws SQLException {
        Census before = count();
        long fence = TestDatabase.process();
        sql(
                "insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim,"
                        + " give_up_at, owner) values (?, ?, ?, 'act', '{}', 0, 'UNSAFE', 'STARTED', ?, now(), ?)",
                run,
                id(),
                id(),
                id(),
                fence);
        assertThat(count().open()).isEqualTo(before.open());

        TestDatabase.dies(fence);

        assertThat(count().open()).isEqualTo(before.open() + 1);
    }

    @Test
    void isOneStatement() throws SQLException {
        TestDatabase.Counting counting = TestDatabase.counting();

        Census.take(counting.database(), TAKEOVER);

        assertThat(counting.statements()).isOne();
    }

    private static Census count() throws SQLException {
        return Census.take(TestDatabase.database(), TAKEOVER);
    }

    private UUID id() {
        return UUID.fromString(run);
    }

    private void begin(long fence) throws SQLException {
        TestDatabase.run(run, fence);
        sql("update run set request = '{}' where id = ?", id());
    }

    private void rests() throws SQLException {
        begin(TestDatabase.process());
        sql("update run set state = 'NEEDS_HUMAN', outcome = '{}' where id = ?", id());
    }

    /// The run's journal says that it asked.
    private void asked(long seq) throws SQLException {
        entry(seq, "person_asked");
    }

    private void entry(long seq, String kind) throws SQLException {
        sql(
                "insert into journal (run_id, seq, at, kind, fact)"
                        + " values (?, ?, now(), ?, json_build_object('approval', ?::text))",
                id(),
                seq,
                kind,
                run);
    }

    private void ask() throws SQLException {
        sql(
                "insert into approval (id, root_run, run_id, caller_id, kind, ledger_key, decision, arguments, call_hash,"
                        + " policy, policy_version, risk, reasons, package, state, level, reviewers, quorum,"
                        + " shown_arguments, shown_hash, decide_by) values (?, ?, ?, 'c', 'TOOL_CALL', ?, 1, '{}', 'h',"
                        + " 'belay', 'v', 'LOW', '[]', '{}', 'PENDING', 0, 'desk', 1, '{}', 'h', now())",
                id(),
                id(),
                id(),
                run);
    }

    private static void sql(String statement, Object... values) throws SQLException {
        assertThat(TestDatabase.database().update(statement, values)).isOne();
    }
}
