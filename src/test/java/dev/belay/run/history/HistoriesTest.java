package dev.belay.run.history;

import static dev.belay.journal.Said.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectState;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What forks and rewinds write, and when they are refused, on a real database.
class HistoriesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Database database = TestDatabase.database();
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final Journals journals = JournalsForTests.on(database);
    private final EffectLedger ledger = LedgerForTests.on(database, journals);
    private final Caller caller = new Caller("caller-" + ids.run(), Set.of(Caller.Scope.ASK), null);
    private final Histories histories = new Histories(database, journals, ledger, this::declared, ids);
    private final String run = ids.run();
    private RunJournal journal;

    /// Entries: 1 attempt, 2 decision, 3 paid 7, 4 decision, 5 paid 8, 6 answer.
    @BeforeEach
    void twoPayments() throws SQLException {
        long fence = TestDatabase.process();
        begin(run, run, fence);
        journal = journals.open(run, fence);
        journal.append(new Entry.AttemptStarted("native", 1, 0));
        pay(2, "a", "{\"order\":7}", new EffectState.Started().done("receipt 7"));
        pay(4, "b", "{\"order\":8}", new EffectState.Started().done("receipt 8"));
        journal.append(decision());
        journal.close();
        ends("SUCCEEDED");
    }

    @Test
    void aForkSharesThePastAndItsRoot() {
        Turn.Begun fork = (Turn.Begun) histories.fork(run, caller, wish(3, "pay 9 instead", null));

        assertThat(row(fork.runId(), "root_id")).isEqualTo(run);
        assertThat(row(fork.runId(), "forked_from")).isEqualTo(run);
        assertThat(row(fork.runId(), "state")).isEqualTo("RUNNING");
        assertThat(row(fork.runId(), "owner")).isNull();
        assertThat(row(fork.runId(), "resume_reason")).isEqualTo("forked");
        List<Entry> entries = journals.read(fork.runId(), 0);
        assertThat(entries.subList(0, 3)).isEqualTo(journals.read(run, 0).subList(0, 3));
        assertThat(entries.getLast().fact()).isEqualTo(new Entry.Forked(run, 3, true, "pay 9 instead", List.of()));
        assertThat(journals.resume(fork.runId(), 1).transcript())
                .hasSize(3)
                .endsWith(new Message.User("pay 9 instead"));
    }

    @Test
    void aForkFromTheBeginningSaysSomethingElse() {
        Turn.Begun fork = (Turn.Begun) histories.fork(run, caller, wish(0, "pay 9", null));

        Request request = Json.read(row(fork.runId(), "request"), Request.class);
        assertThat(request.conversation().messages()).containsExactly(new Message.User("pay 9").saidBy("ann"));
        assertThat(request.terms().session()).isNull();
        assertThat(journals.read(fork.runId(), 0)).hasSize(1);
    }

    @Test
    void anAnswerThatIsRepliedToStaysInTheConversation() {
        Turn.Begun fork = (Turn.Begun) histories.fork(run, caller, wish(6, "and now?", null));
        RunJournal taken = journals.resume(fork.runId(), 1);

        assertThat(taken.transcript()).hasSize(6).endsWith(new Message.User("and now?"));
    }

    @Test
    void namesTheNearestPlacesWhereAForkCanBegin() {
        assertThat(histories.fork(run, caller, wish(4, null, null))).isEqualTo(new Turn.NotWhole(List.of(3L, 5L)));
        assertThat(histories.fork(run, caller, wish(99, null, null))).isEqualTo(new Turn.NotWhole(List.of(6L)));
        Caller other = new Caller("other", Set.of(), null);
        assertThat(histories.fork(run, other, wish(3, null, null))).isEqualTo(new Turn.Unknown());
        assertThat(histories.fork("no id", caller, wish(3, null, null))).isEqualTo(new Turn.Unknown());
    }

    @Test
    void aKeyMakesOneFork() {
        String key = "key-" + run;
        Turn first = histories.fork(run, caller, wish(3, null, key));
        assertThat(histories.fork(run, caller, wish(3, null, key))).isEqualTo(first);
        ForkWish another = new ForkWish(5, true, null, List.of(), MINUTE, key, "another body");
        assertThat(histories.fork(run, caller, another)).isEqualTo(new Turn.KeyReused(((Turn.Begun) first).runId()));
    }

    @Test
    void aRewindTellsWhatItWouldUndoFirst() {
        Turn.Unconfirmed told = (Turn.Unconfirmed) histories.rewind(run, caller, back(0, false));

        assertThat(told.effects()).extracting(Undo::arguments).containsExactly("{\"order\":8}", "{\"order\":7}");
        assertThat(told.effects())
                .allSatisfy(undo -> assertThat(undo.call().name()).isEqualTo("refund"));
        assertThat(row(run, "state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aRewindIsWrittenForWhicheverProcessFindsIt() {
        Turn.Begun begun = (Turn.Begun) histories.rewind(run, caller, back(3, true));

        assertThat(begun.undone()).extracting(Undo::arguments).containsExactly("{\"order\":8}");
        assertThat(row(run, "state")).isEqualTo("RUNNING");
        assertThat(row(run, "owner")).isNull();
        assertThat(row(run, "rewind_to")).isEqualTo("3");
        assertThat(row(run, "rewind_from")).isEqualTo("6");
        assertThat(histories.rewind(run, caller, back(3, true))).isInstanceOf(Turn.Busy.class);
        assertThat(histories.fork(run, caller, wish(3, null, null))).isInstanceOf(Turn.Busy.class);
    }

    @Test
    void aRunWhoseEffectIsInDoubtDoesNotGoBackOverIt() throws SQLException {
        database.update("update effect set state = 'IN_DOUBT' where root_run = ? and arguments like '%8%'", id(run));

        Turn.Stuck stuck = (Turn.Stuck) histories.rewind(run, caller, back(0, true));
        assertThat(stuck.effects().getFirst().obstacle()).contains("not known");
        assertThat(stuck.effects().getLast().possible()).isTrue();
        assertThat(row(run, "state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aRunWhosePastIsSharedDoesNotTakeItBack() {
        histories.fork(run, caller, wish(5, null, null));

        Turn.Stuck stuck = (Turn.Stuck) histories.rewind(run, caller, back(3, true));
        assertThat(stuck.effects().getFirst().obstacle()).contains("same past");
        assertThat(histories.rewind(run, caller, back(5, false)))
                .as("nothing is undone on the way")
                .isInstanceOf(Turn.Begun.class);
    }

    @Test
    void whatTheRunAskedSinceIsWithdrawn() throws SQLException {
        asks(run, 7);
        ends("NEEDS_HUMAN");

        assertThat(histories.rewind(run, caller, back(5, false))).isInstanceOf(Turn.Begun.class);

        assertThat(approval("state")).isEqualTo("WITHDRAWN");
        assertThat(approval("notes")).contains("went back to before it was asked");
        assertThat(effectOf("ask")).isEqualTo("FAILED");
    }

    @Test
    void whatTheRunAskedBeforeStaysAsked() throws SQLException {
        asks(run, 2);
        ends("NEEDS_HUMAN");

        assertThat(histories.rewind(run, caller, back(5, false))).isInstanceOf(Turn.Begun.class);

        assertThat(approval("state")).isEqualTo("PENDING");
        assertThat(effectOf("ask")).isEqualTo("INTENDED");
    }

    @Test
    void whatAnotherRunOfTheTreeWaitsForStaysAsked() throws SQLException {
        String approval = asks(run, 7);
        ends("NEEDS_HUMAN");
        String fork = ((Turn.Begun) histories.fork(run, caller, wish(5, null, null))).runId();
        database.update(
                "insert into journal (run_id, seq, at, kind, fact) values (?, 99, now(), 'person_asked', ?::json)",
                id(fork),
                "{\"kind\":\"person_asked\",\"approval\":\"" + approval + "\"}");

        assertThat(histories.rewind(run, caller, back(5, false))).isInstanceOf(Turn.Begun.class);

        assertThat(approval("state")).isEqualTo("PENDING");
        assertThat(effectOf("ask")).isEqualTo("INTENDED");
    }

    @Test
    void aRewindThatIsRefusedWithdrawsNothing() throws SQLException {
        asks(run, 7);
        ends("NEEDS_HUMAN");
        histories.fork(run, caller, wish(5, null, null));

        assertThat(histories.rewind(run, caller, back(3, true))).isInstanceOf(Turn.Stuck.class);

        assertThat(approval("state")).isEqualTo("PENDING");
    }

    /// The fork's row is written and not committed when the rewind comes.
    @Test
    void aRewindWaitsForAForkOfTheSameMomentAndSeesIt() throws Exception {
        try (var gate = TestDatabase.source().getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            gate.setAutoCommit(false);
            lock(gate);
            holdForks();
            Future<Turn> fork = threads.submit(() -> histories.fork(run, caller, wish(5, null, null)));
            await().until(() -> waiting() == 1);
            Future<Turn> rewind = threads.submit(() -> histories.rewind(run, caller, back(3, true)));
            await().until(() -> rewind.isDone() || waiting() == 2);
            gate.rollback();

            assertThat(fork.get()).isInstanceOf(Turn.Begun.class);
            assertThat(rewind.get()).isInstanceOfSatisfying(Turn.Stuck.class, stuck -> assertThat(
                            stuck.effects().getFirst().obstacle())
                    .contains("same past"));
            assertThat(row(run, "state")).isEqualTo("SUCCEEDED");
        } finally {
            database.update("drop trigger if exists held_" + suffix() + " on run");
        }
    }

    /// A fork of this run waits for the gate before its row is there.
    private void holdForks() throws SQLException {
        database.update("""
                create function held_%1$s() returns trigger language plpgsql as $$ begin
                    if new.forked_from = '%2$s' then perform pg_advisory_xact_lock(%3$d); end if;
                    return new;
                end $$""".formatted(suffix(), run, gate()));
        database.update("create trigger held_%1$s before insert on run for each row execute function held_%1$s()"
                .formatted(suffix()));
    }

    private void lock(Connection gate) throws SQLException {
        try (var statement = gate.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + gate() + ")");
        }
    }

    private String suffix() {
        return run.replace("-", "");
    }

    private int gate() {
        return run.hashCode() & Integer.MAX_VALUE;
    }

    /// Sessions that wait for somebody else's lock.
    private static int waiting() throws SQLException {
        return TestDatabase.database()
                .query(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted",
                        row -> row.getInt(1))
                .getFirst();
    }

    /// A call of the run waits for a person.
    ///
    /// @param decision `seq` of the entry that asked
    /// @return the approval's id
    private String asks(String runId, long decision) throws SQLException {
        String approval = ids.run();
        database.update(
                """
                with asked as (
                    insert into approval (id, root_run, run_id, caller_id, kind, ledger_key, decision, tool, arguments,
                        call_hash, policy, policy_version, risk, reasons, package, state, level, reviewers, quorum,
                        shown_arguments, shown_hash, decide_by)
                    values (?, ?, ?, ?, 'TOOL_CALL', ?, ?, 'ask', '{}', 'h', 'belay', 'v', 'LOW', '[]', '{}', 'PENDING',
                        0, 'all', 1, '{}', 'h', now() + interval '1 day')
                    returning id
                )
                insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim,
                    give_up_at)
                select ?, ?, ?, 'ask', '{}', 0, 'UNSAFE', 'INTENDED', id, now() from asked""",
                id(approval),
                id(run),
                id(runId),
                caller.id(),
                "ask " + run,
                decision,
                "ask " + run,
                id(run),
                id(runId));
        return approval;
    }

    private String approval(String column) throws SQLException {
        return database.query(
                        "select " + column + " from approval where root_run = ?", row -> row.getString(1), id(run))
                .getFirst();
    }

    private String effectOf(String tool) throws SQLException {
        return database.query(
                        "select state from effect where root_run = ? and tool = ?",
                        row -> row.getString(1),
                        id(run),
                        tool)
                .getFirst();
    }

    private Compensations.Declared declared(String effect, String tool, String arguments, String result, Caller who) {
        return new Compensations.Declared.Call(new ToolCall("undo", "refund", arguments));
    }

    private void pay(long decision, String call, String arguments, EffectState outcome) {
        EffectKey key = new EffectKey(run, "pay", arguments, 0);
        journal.append(decision(call));
        var mine =
                (EffectLedger.Claim.Mine) ledger.claim(new EffectLedger.Intent(key, run, EffectClass.UNSAFE), MINUTE);
        var result = new ToolResult(call, "pay", "receipt", ToolResult.Status.OK, ToolResult.Source.EXECUTED);
        ledger.settle(mine.hold(), outcome, journal, new Entry.ToolDone(decision, result, "UNSAFE", key.hash(), 1));
    }

    private static ForkWish wish(long seq, String message, String key) {
        return new ForkWish(seq, true, message, List.of(), MINUTE, key, "body");
    }

    private static RewindWish back(long seq, boolean compensate) {
        return new RewindWish(seq, compensate, false, MINUTE);
    }

    private void begin(String runId, String root, long fence) throws SQLException {
        Request request = new Request(
                Request.Conversation.of(List.of(new Message.User("pay 7 and 8").saidBy("ann"))),
                Request.Offer.NOTHING,
                Request.Way.DEFAULT,
                new Request.Terms(MINUTE, null, Request.Durability.JOURNAL, "session", "key"));
        database.update("""
                insert into run (id, root_id, caller_id, strategy, policy, state, request, owner, caller)
                values (?, ?, ?, 'sequential', 'belay', 'RUNNING', ?::json, ?, ?::json)""", id(runId), id(root), caller.id(), Json.write(request), fence, Json.write(caller));
    }

    private void ends(String state) throws SQLException {
        database.update("update run set state = ?, owner = null where id = ?", state, id(run));
    }

    private String row(String runId, String column) {
        try {
            return database.query(
                            "select " + column + "::text from run where id = ?",
                            row -> new String[] {row.getString(1)},
                            id(runId))
                    .getFirst()[0];
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static UUID id(String text) {
        return UUID.fromString(text);
    }
}
