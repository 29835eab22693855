package dev.belay.run.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PruningTest {
    /// Runs of before any other test.
    private static final Ids LONG_AGO = new Ids(() -> Instant.parse("2001-02-03T04:05:06Z"));

    @Test
    void deletesWhatIsOldWithEverythingThatBelongsToIt() throws SQLException {
        String old = run("SUCCEEDED", 91);
        String child = child(old, "FAILED", 91);
        effect(old, "DONE");
        approval(old, "APPROVED");
        entry(old);
        entry(child);
        budget(old);
        budget(old + "#configured");

        prune(90, OptionalLong.empty());

        assertThat(rows("run", "root_id", old)).isZero();
        assertThat(rows("journal", "run_id", old)).isZero();
        assertThat(rows("journal", "run_id", child)).isZero();
        assertThat(rows("effect", "root_run", old)).isZero();
        assertThat(rows("approval", "root_run", old)).isZero();
        assertThat(budgets(old)).isZero();
    }

    @Test
    void keepsWhatIsNotOldEnough() throws SQLException {
        String young = run("SUCCEEDED", 89);
        budget(young);

        prune(90, OptionalLong.empty());

        assertThat(rows("run", "id", young)).isOne();
        assertThat(budgets(young)).isOne();
    }

    @Test
    void keepsWhatIsLiveOrRestsOrInDoubt() throws SQLException {
        String live = run("RUNNING", 500);
        String person = run("NEEDS_HUMAN", 500);
        String money = run("BUDGET_STOPPED", 500);
        String doubt = run("IN_DOUBT", 500);
        String doubtful = run("SUCCEEDED", 500);
        effect(doubtful, "IN_DOUBT");
        String begun = run("FAILED", 500);
        effect(begun, "STARTED");
        String asked = run("CANCELLED", 500);
        approval(asked, "PENDING");

        prune(1, OptionalLong.of(1));

        for (String kept : new String[] {live, person, money, doubt, doubtful, begun, asked}) {
            assertThat(rows("run", "id", kept)).isOne();
        }
        assertThat(rows("effect", "root_run", doubtful)).isOne();
    }

    @Test
    void keepsARootWhileARunOfItsTreeIsKept() throws SQLException {
        String root = run("SUCCEEDED", 500);
        effect(root, "DONE");
        String child = child(root, "NEEDS_HUMAN", 500);
        String sister = child(root, "SUCCEEDED", 500);
        String other = run("SUCCEEDED", 500);
        child(other, "SUCCEEDED", 2);

        prune(90, OptionalLong.empty());

        assertThat(rows("run", "id", root)).isOne();
        assertThat(rows("run", "id", child)).isOne();
        assertThat(rows("run", "id", sister)).isOne();
        assertThat(rows("effect", "root_run", root)).isOne();
        assertThat(rows("run", "root_id", other)).isEqualTo(2);
    }

    @Test
    void deletesTheOldestBeyondTheNumber() throws SQLException {
        String oldest = run("SUCCEEDED", 3);
        String next = run("SUCCEEDED", 2);
        long newer = TestDatabase.database()
                .query("select count(*) from run where id > ?", row -> row.getLong(1), UUID.fromString(oldest))
                .getFirst();

        prune(0, OptionalLong.of(newer));

        assertThat(rows("run", "id", oldest)).isZero();
        assertThat(rows("run", "id", next)).isOne();
    }

    @Test
    void withoutLimitsNothingIsDeleted() throws SQLException {
        String old = run("SUCCEEDED", 5_000);

        prune(0, OptionalLong.empty());

        assertThat(rows("run", "id", old)).isOne();
    }

    @Test
    void forgetsProcessesThatNothingNames() throws SQLException {
        long gone = ended("2 days");
        long carried = ended("2 days");
        long fresh = ended("1 hour");
        long living = TestDatabase.process();
        TestDatabase.run(LONG_AGO.run(), carried);

        prune(0, OptionalLong.empty());

        assertThat(process(gone)).isZero();
        assertThat(process(carried)).isOne();
        assertThat(process(fresh)).isOne();
        assertThat(process(living)).isOne();
    }

    @Test
    void stopsInTimeForTheNextHourAndLeavesTheRest() throws SQLException {
        prune(90, OptionalLong.empty()); // what other tests left
        UUID first = UUID.fromString(LONG_AGO.run());
        int batch = 200;
        insertMany(3 * batch);
        AtomicLong readings = new AtomicLong();

        prune(90, OptionalLong.empty(), new Time(Instant::now, () -> Duration.ofMinutes(30 * readings.getAndIncrement())
                .toNanos()));

        assertThat(since(first)).as("two statements begin within 50 minutes").isEqualTo(batch);
        prune(90, OptionalLong.empty());
        assertThat(since(first)).as("the rest goes the next time").isZero();
    }

    private static void insertMany(int runs) throws SQLException {
        UUID[] ids = Stream.generate(() -> UUID.fromString(LONG_AGO.run()))
                .limit(runs)
                .toArray(UUID[]::new);
        assertThat(TestDatabase.database()
                        .update(
                                "insert into run (id, root_id, caller_id, strategy, state, started_at, ended_at)"
                                        + " select id, id, 'test', 'sequential', 'SUCCEEDED', now(), now() - interval '91 day'"
                                        + " from unnest(?) id",
                                (Object) ids))
                .isEqualTo(runs);
    }

    /// Runs of this class that are younger than `run`.
    private static long since(UUID run) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select count(*) from run where id > ? and id < ?",
                        row -> row.getLong(1),
                        run,
                        UUID.fromString(LONG_AGO.run()))
                .getFirst();
    }

    private static void prune(int days, OptionalLong most) {
        prune(days, most, Time.SYSTEM);
    }

    private static void prune(int days, OptionalLong most, Time time) {
        new Pruning(
                        new RetentionConfig() {
                            @Override
                            public Duration runs() {
                                return Duration.ofDays(days);
                            }

                            @Override
                            public OptionalLong maxRuns() {
                                return most;
                            }
                        },
                        TestDatabase.database(),
                        time)
                .run();
    }

    private static String run(String state, int daysAgo) throws SQLException {
        String id = LONG_AGO.run();
        insert(id, id, state, daysAgo);
        return id;
    }

    private static String child(String root, String state, int daysAgo) throws SQLException {
        String id = LONG_AGO.run();
        insert(id, root, state, daysAgo);
        return id;
    }

    private static void insert(String id, String root, String state, int daysAgo) throws SQLException {
        sql(
                "insert into run (id, root_id, caller_id, strategy, state, started_at, ended_at) values (?, ?, 'test',"
                        + " 'sequential', ?, now(), case when ? = 'RUNNING' then null else now() - ? * interval '1 day' end)",
                UUID.fromString(id),
                UUID.fromString(root),
                state,
                state,
                daysAgo);
    }

    private static void entry(String run) throws SQLException {
        sql(
                "insert into journal (run_id, seq, at, kind, fact) values (?, 1, now(), 'ended', '{}')",
                UUID.fromString(run));
    }

    private static void budget(String subject) throws SQLException {
        sql(
                "insert into budget (key, scope, subject, period, measure, allowed) values (?, 'request', ?, 'total', 'usd', 1)",
                "request:usd:total:" + subject,
                subject);
    }

    private static long budgets(String root) throws SQLException {
        return TestDatabase.database()
                .query("select count(*) from budget where subject like ?", row -> row.getLong(1), root + "%")
                .getFirst();
    }

    private static void effect(String root, String state) throws SQLException {
        sql(
                "insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim, give_up_at)"
                        + " values (?, ?, ?, 'act', '{}', 0, 'UNSAFE', ?, ?, now())",
                root,
                UUID.fromString(root),
                UUID.fromString(root),
                state,
                UUID.fromString(root));
    }

    private static void approval(String root, String state) throws SQLException {
        UUID id = UUID.fromString(root);
        sql(
                "insert into approval (id, root_run, run_id, caller_id, kind, ledger_key, decision, arguments, call_hash,"
                        + " policy, policy_version, risk, reasons, package, state, level, reviewers, quorum,"
                        + " shown_arguments, shown_hash, decide_by) values (?, ?, ?, 'c', 'TOOL_CALL', ?, 1, '{}', 'h',"
                        + " 'belay', 'v', 'LOW', '[]', '{}', ?, 0, 'desk', 1, '{}', 'h', now())",
                id,
                id,
                id,
                root,
                state);
    }

    private static long ended(String ago) throws SQLException {
        return TestDatabase.database()
                .query(
                        "insert into process (name, expires_at, ended_at) values ('test', now(), now() - ?::interval)"
                                + " returning fence",
                        row -> row.getLong(1),
                        ago)
                .getFirst();
    }

    private static long process(long fence) throws SQLException {
        return TestDatabase.database()
                .query("select count(*) from process where fence = ?", row -> row.getLong(1), fence)
                .getFirst();
    }

    private static long rows(String table, String column, String id) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select count(*) from " + table + " where " + column + " = ?",
                        row -> row.getLong(1),
                        UUID.fromString(id))
                .getFirst();
    }

    private static void sql(String statement, Object... values) throws SQLException {
        assertThat(TestDatabase.database().update(statement, values)).isOne();
    }
}
