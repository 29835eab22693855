package dev.belay.run;

import static dev.belay.journal.Said.USAGE;
import static dev.belay.journal.Said.decision;
import static dev.belay.journal.Said.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Outcome;
import dev.belay.journal.Entry;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.Heard;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runs that part into branches, and what is left of them for another process.
class BranchTest {
    private final Database database = TestDatabase.database();
    private final Workers workers = new Workers();
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final Heard heard = new Heard();
    private RunRegistry registry;
    private LiveRun run;

    @BeforeEach
    void open() {
        Journals journals = JournalsForTests.on(database);
        var books = new Books(journals, LedgerForTests.on(database, journals), new FixedLease(TestDatabase.process()));
        registry = new RunRegistry(database, books, Time.SYSTEM, ids, workers);
        var opened = registry.open(new RunRegistry.NewRun(
                new Caller("caller-" + ids.run(), Set.of(Caller.Scope.ASK), null),
                Bench.request(null),
                new RunRegistry.Plan("race", "belay", true, true),
                new RunRegistry.Once(null, false),
                Map.of(),
                _ -> heard));
        run = ((RunRegistry.Opened.Fresh) opened).run();
    }

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void whatLosersUsedIsPaidFor() {
        LiveRun.Branch one = run.part("native", "it is the first");
        LiveRun.Branch two = run.part("adk", "all start at once");
        one.begin(0).held(false, USAGE, 0);
        run.journal().branch(one.number()).append(decision());
        run.journal().branch(two.number()).append(new Entry.ModelFailed("adk", "m", "cancelled", "lost", 0, USAGE));
        one.came(BranchStage.WON, "its answer is the first valid one");

        assertThat(run.usage()).isEqualTo(USAGE.plus(USAGE));
        assertThat(run.attempts()).isEqualTo(1);
    }

    @Test
    void whatIsSaidInABranchIsSaidInItsAttempt() {
        LiveRun.Attempt one = run.part("native", "a persona").begin(0);
        LiveRun.Attempt two = run.part("native", "another persona").begin(0);
        run.journal().branch(1).append(decision());
        run.journal().branch(2).append(new Entry.Correction("native", "bad_answer.empty", "say something", USAGE));
        run.journal().branch(2).append(decision());

        one.held(false, USAGE, 0);
        two.held(false, USAGE, 0);

        assertThat(heard.events().stream()
                        .filter(BelayEvent.AttemptEnded.class::isInstance)
                        .map(event -> ((BelayEvent.AttemptEnded) event).words()))
                .containsExactly(new BelayEvent.Words(1, 0), new BelayEvent.Words(1, 1));
    }

    @Test
    void aClaimIsThereForWhoeverCarriesTheRunOn() throws SQLException {
        LiveRun.Branch one = run.part("native", "it is the first");
        LiveRun.Branch two = run.part("adk", "all start at once");
        one.begin(0);
        two.begin(1);
        run.journal().branch(1).append(decision("x"));
        RunJournal acting = run.journal().branch(2);
        Entry asks = acting.append(decision("a"));
        run.part("loop", "all start at once").came(BranchStage.FELL, "overloaded");
        two.came(BranchStage.CLAIMED, "it asks for pay");
        acting.append(done(asks.seq(), "a", "A"));
        assertThat(run.fallen()).containsExactly("loop");

        LiveRun resumed = resume(Why.TAKEN_OVER);

        assertThat(resumed.bound()).isEqualTo("adk");
        assertThat(resumed.fallen()).containsExactly("loop");
        assertThat(resumed.journal().transcript())
                .hasSize(2)
                .startsWith(decision("a").message());
        assertThat(resumed.part("code", "it is the first").number()).isEqualTo(4);
    }

    @Test
    void withoutOneTheRaceBeginsAnew() throws SQLException {
        run.part("native", "it is the first").begin(0);
        run.journal().branch(1).append(decision("x"));

        LiveRun resumed = resume(Why.TAKEN_OVER);

        assertThat(resumed.bound()).isNull();
        assertThat(resumed.journal().transcript()).isEmpty();
        assertThat(resumed.journal().openDecision()).isNull();
    }

    @Test
    void whoAsksForAnotherAnswerHasAnotherRaceButForAClaim() throws SQLException {
        run.part("native", "it is the first").came(BranchStage.WON, "its answer is the first valid one");
        assertThat(run.bound()).isEqualTo("native");
        LiveRun again = resume(Why.ASKED);
        assertThat(again.bound()).isNull();

        run = again;
        again.part("adk", "it is the first").came(BranchStage.CLAIMED, "it asks for pay");
        assertThat(resume(Why.ASKED).bound()).isEqualTo("adk");
    }

    @Test
    void isExplained() {
        LiveRun.Branch one = run.part("native", "it is the first");
        LiveRun.Branch two = run.part("adk", "native is slower than 200 ms");
        one.begin(0);
        two.begin(1).held(false, USAGE, 0);
        two.came(BranchStage.WON, "its answer is the first valid one");
        one.came(BranchStage.CANCELLED, "the run goes on in branch 2");

        Explanation told = Explainer.explain(run.record(), true, run.journal().entries(), List.of());

        assertThat(told.summary())
                .isEqualTo("adk answered; adk won against native (its answer is the first valid one); the run goes on");
        assertThat(told.steps())
                .extracting(Explanation.Step::text)
                .containsExactly(
                        "branch 1, native, starts: it is the first",
                        "branch 2, adk, starts: native is slower than 200 ms",
                        "[1] attempt 1: native begins",
                        "[2] attempt 2: adk begins",
                        "[2] adk held",
                        "branch 2, adk, wins: its answer is the first valid one",
                        "branch 1, native, is cancelled: the run goes on in branch 2");
    }

    /// Another piece of work takes the run up.
    private LiveRun resume(Why why) throws SQLException {
        long fence = run.journal().fence();
        RunRecord.Head head = run.record().head();
        run.end(new Outcome.NeedsHuman("may it?", null));
        UUID id = UUID.fromString(run.id());
        database.update("update run set state = 'RUNNING', owner = ? where id = ?", fence, id);
        return registry.resume(new RunRegistry.Resumed(head, null, fence, why), _ -> new Heard());
    }
}
