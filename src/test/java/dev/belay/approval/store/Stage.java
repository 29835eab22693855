package dev.belay.approval.store;

import dev.belay.approval.Approval;
import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.ApprovalDesk;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.ApprovalDesk.Filter;
import dev.belay.approval.ApprovalDesk.Verdict;
import dev.belay.approval.Approvals;
import dev.belay.approval.Approvals.Call;
import dev.belay.approval.Approvals.Owner;
import dev.belay.approval.Approvals.Proposal;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.approval.Approvals.Signals;
import dev.belay.approval.ArgumentCheck;
import dev.belay.approval.rule.CallHash;
import dev.belay.approval.rule.ConfigForTests;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Caller.Scope;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A run, its journal, and people, on a real database.
final class Stage {
    static final Caller CALLER = new Caller("caller", Set.of(Scope.ASK, Scope.APPROVE), null);
    static final Caller ANN = reviewer("ann");
    static final Caller BOB = reviewer("bob");
    static final Caller CAT = reviewer("cat");
    static final String REFUND = "{\"cents\":500}";

    /// Under which this process works on its runs; none that the database would give to a process of another test.
    static final long FENCE = 4_000_000_077L;

    private static final Ids IDS = new Ids(Time.SYSTEM.wall());
    private static final ArgumentCheck SCHEMA = (_, arguments) -> arguments.startsWith("{")
            ? new ArgumentCheck.Checked.Fit(arguments.replace(" ", ""))
            : new ArgumentCheck.Checked.Unfit("no object");

    final TestDatabase.Counting counting = TestDatabase.counting();
    final Database database = counting.database();
    final String root = IDS.run();
    final ApprovalConfig config;
    final Approvals approvals;
    final ApprovalDesk desk;
    final Deadlines deadlines;
    RunJournal journal;

    Stage(String... properties) throws SQLException {
        this.config = ConfigForTests.of(
                properties.length > 0 ? properties : new String[] {"requires-approval", "refund,delete_*"});
        this.approvals = new StoredApprovals(config, database, Time.SYSTEM, IDS);
        this.desk = new StoredDesk(new DeskTable(database), new Decisions(config, SCHEMA, database));
        this.deadlines = new Deadlines(config, database);
        this.journal = begin(root);
    }

    /// The same tables, seen by a process with these rules.
    Approvals under(String... properties) {
        return new StoredApprovals(ConfigForTests.of(properties), database, Time.SYSTEM, IDS);
    }

    static Caller reviewer(String id) {
        return new Caller(id, Set.of(Scope.APPROVE), null);
    }

    static String id() {
        return IDS.run();
    }

    /// A run of the tree whose root is [#root].
    RunJournal begin(String run) throws SQLException {
        Request request = new Request(
                Request.Conversation.of(List.of(new Message.User("Please refund 5 EUR"))),
                Request.Offer.NOTHING,
                Request.Way.DEFAULT,
                Request.Terms.DEFAULT);
        TestDatabase.database()
                .update(
                        "insert into run (id, root_id, caller_id, strategy, state, request, owner)"
                                + " values (?, ?, ?, ?, ?, ?::json, ?)",
                        UUID.fromString(run),
                        UUID.fromString(root),
                        CALLER.id(),
                        "sequential",
                        "RUNNING",
                        Json.write(request),
                        FENCE);
        return JournalsForTests.on(database).open(run, FENCE);
    }

    /// A new journal of the run, as a process writes it that works on the run.
    RunJournal open(String run) {
        return JournalsForTests.on(database).resume(run, FENCE);
    }

    /// A process takes up the runs of the tree that go on.
    void takeUp() {
        try {
            sql("update run set owner = " + FENCE + " where root_id = ? and state = 'RUNNING' and owner is null");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Entry> stored() {
        return JournalsForTests.on(TestDatabase.database()).read(root, 0);
    }

    Ruling rule() {
        return rule("refund", REFUND);
    }

    Ruling rule(String tool, String arguments) {
        takeUp();
        return approvals.rule(proposal(root, tool, arguments, CALLER), journal);
    }

    Proposal proposal(String run, String tool, String arguments, Caller caller) {
        return proposal(run, new Call(key(tool, arguments), tool, arguments, 0, "UNSAFE"), caller);
    }

    Proposal proposal(String run, Call call, Caller caller) {
        return new Proposal(new Owner(run, root, caller, "belay"), call, 1, Signals.NONE);
    }

    /// Stands for the ledger's own hash.
    String key(String tool, String arguments) {
        return CallHash.of(root + tool, arguments);
    }

    /// Asks, and gives the id of what waits.
    String waiting() {
        return ((Ruling.Waiting) rule()).approval();
    }

    Decision approve(Caller reviewer, String approval) {
        return desk.decide(reviewer, approval, new Verdict.Approve(null, "fine"));
    }

    Decision reject(Caller reviewer, String approval) {
        return desk.decide(reviewer, approval, new Verdict.Reject(null, "too much"));
    }

    Decision edit(Caller reviewer, String approval, String arguments) {
        return desk.decide(reviewer, approval, new Verdict.Edit(null, arguments, "less"));
    }

    Approval show(String approval) {
        return desk.show(ANN, approval).orElseThrow();
    }

    List<Approval> mine() {
        return desk.list(ANN, new Filter(null, null, root, null, 50)).approvals();
    }

    void rest() throws SQLException {
        sql("update run set state = 'NEEDS_HUMAN', owner = null, outcome = '{}', ended_at = now() where root_id = ?");
    }

    String runState() throws SQLException {
        return text("select state || ' ' || coalesce(resume_reason, '-') || ' ' || (outcome is null) || ' '"
                + " || coalesce(deadline_at > now(), false) from run where id = ?");
    }

    String effect() throws SQLException {
        List<String> found = TestDatabase.database()
                .query("select state from effect where key = ?", row -> row.getString(1), key("refund", REFUND));
        return found.isEmpty() ? null : found.getFirst();
    }

    void effect(String state) throws SQLException {
        TestDatabase.database().update("update effect set state = ? where key = ?", state, key("refund", REFUND));
    }

    void overdue() throws SQLException {
        sql("update approval set decide_by = now() - interval '1 second' where root_run = ?");
    }

    /// When the timer of an approval goes off, if there is one that has not.
    Optional<Instant> timer(String approval) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select execution_time from scheduled_tasks where task_name = ? and task_instance = ?",
                        row -> Database.instant(row, "execution_time"),
                        Deadlines.NAME,
                        approval)
                .stream()
                .findFirst();
    }

    /// Lets it go off now.
    void setTimer(String approval) throws SQLException {
        TestDatabase.database()
                .update(
                        "update scheduled_tasks set execution_time = now() where task_name = ? and task_instance = ?",
                        Deadlines.NAME,
                        approval);
    }

    List<Entry.Fact> facts() {
        return stored().stream().map(Entry::fact).toList();
    }

    private void sql(String statement) throws SQLException {
        TestDatabase.database().update(statement, UUID.fromString(root));
    }

    private String text(String query) throws SQLException {
        return TestDatabase.database()
                .query(query, row -> row.getString(1), UUID.fromString(root))
                .getFirst();
    }
}
