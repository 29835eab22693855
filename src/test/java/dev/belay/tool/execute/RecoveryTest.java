package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.TestDatabase;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.ToolSource;
import dev.belay.tool.execute.call.Calls;
import dev.belay.tool.guard.Configured;
import dev.belay.tool.guard.Guards;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is found out about effects that a dead process left in a run that ends, on real tables.
class RecoveryTest implements Tool {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String ARGUMENTS = "{\"n\":1}";

    private final Database database = TestDatabase.database();
    private final Journals journals = JournalsForTests.on(database);
    private final EffectLedger ledger = LedgerForTests.on(database, journals);
    private final Workers workers = new Workers();
    private final String run = new Ids(Time.SYSTEM.wall()).run();
    private final EffectKey key = new EffectKey(run, "act", ARGUMENTS, 0);
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();
    private Rig.Body body = (_, _) -> "paid";
    private Rig.Answer answer = Reconciliation.DidNotHappen::new;
    private RunJournal journal;

    @AfterEach
    void close() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "KEYED, DONE, 1, 0",
        "RECONCILABLE, FAILED, 0, 1",
        "TRANSACTIONAL, FAILED, 0, 0",
        "UNSAFE, IN_DOUBT, 0, 0"
    })
    void findsOutAsTheClassAllowsAndBeginsNothing(EffectClass effect, String state, int sent, int asked)
            throws SQLException {
        left(effect);

        recovered(effect, Duration.ofSeconds(5));

        assertThat(state()).isEqualTo(state);
        assertThat(keys).hasSize(sent).allMatch(key.hash()::equals);
        assertThat(questions).hasValue(asked);
        assertThat(journal.entries().getLast().fact()).isInstanceOfSatisfying(Entry.ToolDone.class, done -> {
            assertThat(done.decision()).isEqualTo(1);
            assertThat(done.result().callId()).isEqualTo("c1");
            assertThat(done.ledgerKey()).isEqualTo(key.hash());
        });
    }

    @Test
    void whatTheDestinationHasIsDone() throws SQLException {
        left(EffectClass.RECONCILABLE);
        answer = () -> new Reconciliation.Happened("receipt 7");

        recovered(EffectClass.RECONCILABLE, Duration.ofSeconds(5));

        assertThat(state()).isEqualTo("DONE");
        assertThat(keys).isEmpty();
    }

    @Test
    void whatMayYetArriveIsInDoubtAndNotWaitedFor() throws SQLException {
        left(EffectClass.RECONCILABLE);
        answer = () -> new Reconciliation.DidNotHappen(true);
        database.update(
                "update effect set started_at = now() + interval '1 hour' where run_id = ?", UUID.fromString(run));

        recovered(EffectClass.RECONCILABLE, Duration.ofSeconds(5));

        assertThat(state()).isEqualTo("IN_DOUBT");
        assertThat(questions).hasValue(1);
    }

    @Test
    void whatWasSentAgainLatelyMayYetArriveHoweverOldItsClaimIs() throws SQLException {
        left(EffectClass.RECONCILABLE);
        answer = () -> new Reconciliation.DidNotHappen(true);
        database.update(
                "update effect set started_at = now() - interval '1 hour', sent_at = now() where run_id = ?",
                UUID.fromString(run));

        recovered(EffectClass.RECONCILABLE, Duration.ofSeconds(5));

        assertThat(state()).isEqualTo("IN_DOUBT");
        assertThat(questions).hasValue(1);
    }

    @Test
    void aKeyThatTheReceiverMayHaveForgottenIsNotSentAgain() throws SQLException {
        left(EffectClass.KEYED);
        database.update(
                "update effect set started_at = now() - interval '2 hours' where run_id = ?", UUID.fromString(run));

        recovered(EffectClass.KEYED, Duration.ofSeconds(5));

        assertThat(state()).isEqualTo("IN_DOUBT");
        assertThat(keys).isEmpty();
    }

    @Test
    void aNoToWhatWasSentAgainSaysNothingAboutTheFirst() throws SQLException {
        left(EffectClass.KEYED);
        body = (_, _) -> {
            throw new ToolFailed("409: under way");
        };

        recovered(EffectClass.KEYED, Duration.ofSeconds(5));

        assertThat(state()).isEqualTo("IN_DOUBT");
    }

    @Test
    void aReceiverThatIsSilentIsGivenUpWhenTheTimeIsOver() throws SQLException {
        left(EffectClass.KEYED);
        CountDownLatch hang = new CountDownLatch(1);
        body = (_, _) -> {
            hang.await();
            return "late";
        };
        long began = System.nanoTime();

        recovered(EffectClass.KEYED, Duration.ofMillis(300));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("far less than the tool's own time")
                .isLessThan(TIMEOUT);
        hang.countDown();
        assertThat(state()).isEqualTo("IN_DOUBT");
    }

    @Test
    void nobodyIsAskedWhereThatIsSwitchedOff() throws SQLException {
        left(EffectClass.KEYED);

        recovered(EffectClass.KEYED, Duration.ZERO);

        assertThat(keys).isEmpty();
        assertThat(state()).isEqualTo("IN_DOUBT");
    }

    @Test
    void whatALivingProcessCausesIsItsOwn() throws SQLException {
        long alive = begun(EffectClass.KEYED);
        Journals theirs = JournalsForTests.on(database);
        EffectLedger taker = takenBy(theirs);

        recovery(EffectClass.KEYED, taker, Duration.ofSeconds(5)).findOut(owner(), journal, Scopes.SILENT);

        assertThat(alive).isNotEqualTo(journal.fence());
        assertThat(keys).isEmpty();
        assertThat(state()).isEqualTo("STARTED");
    }

    private void recovered(EffectClass effect, Duration limit) {
        EffectLedger taker = takenBy(JournalsForTests.on(database));
        recovery(effect, taker, limit).findOut(owner(), journal, Scopes.SILENT);
        taker.awaitSettled(run, journal);
    }

    private EffectLedger takenBy(Journals theirs) {
        long fence = TestDatabase.process();
        TestDatabase.taken(run, fence);
        journal = theirs.resume(run, fence);
        return LedgerForTests.on(database, theirs);
    }

    /// A process starts the effect and dies.
    private void left(EffectClass effect) throws SQLException {
        TestDatabase.dies(begun(effect));
    }

    private long begun(EffectClass effect) {
        long fence = TestDatabase.run(run);
        journals.open(run, fence)
                .append(new Entry.Decision(
                        "native",
                        new Entry.ModelStamp("m", "m"),
                        new Message.Assistant("", List.of(new ToolCall("c1", "act", "{\"n\": 1}"))),
                        FinishReason.TOOL_CALLS,
                        Usage.NONE,
                        1));
        ledger.claim(new EffectLedger.Intent(key, run, effect), TIMEOUT);
        return fence;
    }

    private Recovery recovery(EffectClass effect, EffectLedger taker, Duration limit) {
        var limits = new ToolDescription.Limits(TIMEOUT, 1000, Duration.ofHours(1));
        var description = new ToolDescription("act", "Acts.", Rig.SCHEMA, effect, limits, false);
        ToolSource source = () -> List.of(new ToolSource.Supplied(description, this, "test"));
        var tools = new EffectRun.Tools(
                new Calls(workers, Time.SYSTEM),
                workers,
                new HeldLease(),
                Time.SYSTEM,
                Pause.REAL,
                new Guards(Configured.with(Map.of()).guard(), Time.SYSTEM));
        return new Recovery(new ToolCatalog(List.of(source)), taker, tools, limit);
    }

    private ToolDoor.Owner owner() {
        return new ToolDoor.Owner(run, run, Caller.LOCAL, "belay");
    }

    private String state() {
        return ledger.effects(run).getFirst().state().name();
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws Exception {
        keys.add(context.idempotencyKey());
        return body.act(arguments, context);
    }

    @Override
    public Reconciliation reconcile(Arguments arguments, ToolContext context) throws Exception {
        questions.incrementAndGet();
        return answer.ask();
    }
}
