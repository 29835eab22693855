package dev.belay.approval.store;

import static dev.belay.approval.store.Stage.ANN;
import static dev.belay.approval.store.Stage.BOB;
import static dev.belay.approval.store.Stage.CALLER;
import static dev.belay.approval.store.Stage.REFUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.approval.Approval;
import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.Approvals.Call;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What approvals promise, case by case.
class ApprovalMatrixTest {
    private final Stage stage = new Stage();

    ApprovalMatrixTest() throws SQLException {}

    @Test
    void costsNothingWhereNobodyIsAsked() {
        assertThat(stage.rule("note", "{}")).isEqualTo(new Ruling.Free());
        assertThat(stage.counting.statements()).isZero();
        assertThat(stage.journal.entries()).isEmpty();
    }

    @Test
    void writesDownThatItAsksWithJournalLedgerAndTimerInOneStatement() throws SQLException {
        Ruling ruling = stage.rule();

        assertThat(stage.counting.statements()).as("a look and a write").isEqualTo(2);
        String id = ((Ruling.Waiting) ruling).approval();
        assertThat(stage.facts())
                .containsExactly(new Entry.PersonAsked(id, "refund", "every call of refund needs a person"));
        assertThat(stage.journal.entries()).extracting(Entry::fact).isEqualTo(stage.facts());
        assertThat(stage.effect()).isEqualTo("INTENDED");
        assertThat(stage.timer(id)).contains(stage.show(id).standing().decideBy());
        assertThat(stage.show(id).standing().state()).isEqualTo(State.PENDING);
    }

    @Test
    void asksOnceHoweverOftenItIsAsked() {
        String id = stage.waiting();

        assertThat(stage.waiting()).isEqualTo(id);
        assertThat(stage.facts()).hasSize(1);
        assertThat(stage.mine()).hasSize(1);
    }

    @Test
    void grantsWhatWasApprovedAndLetsTheRestingRunGoOn() throws SQLException {
        String id = stage.waiting();
        stage.rest();

        assertThat(stage.approve(ANN, id)).isInstanceOfSatisfying(Decision.Taken.class, taken -> {
            assertThat(taken.approval().standing().state()).isEqualTo(State.APPROVED);
            assertThat(taken.approval().standing().decidedBy()).isEqualTo("ann");
            assertThat(taken.approval().standing().notes()).isEqualTo("fine");
        });

        assertThat(stage.runState()).isEqualTo("RUNNING decided true true");
        assertThat(stage.timer(id)).isEmpty();
        assertThat(stage.rule()).isEqualTo(new Ruling.Granted(id));
        assertThat(stage.effect()).as("for the ledger to take up").isEqualTo("INTENDED");
        assertThat(stage.facts()).last().isEqualTo(new Entry.PersonDecided(id, "approved", "ann", "fine"));
    }

    @Test
    void leavesARunAloneThatHasNotComeToRest() throws SQLException {
        String id = stage.waiting();

        stage.approve(ANN, id);

        assertThat(stage.runState()).isEqualTo("RUNNING - true false");
    }

    @Test
    void refusesWhatWasRejected() throws SQLException {
        String id = stage.waiting();
        stage.rest();

        stage.reject(ANN, id);

        assertThat(stage.runState()).startsWith("RUNNING decided");
        assertThat(stage.rule()).isEqualTo(new Ruling.Refused(id, "a person said no: too much"));
        assertThat(stage.rule()).as("a no stands").isInstanceOf(Ruling.Refused.class);
        assertThat(stage.effect()).isEqualTo("FAILED");
        assertThat(stage.facts()).last().isEqualTo(new Entry.PersonDecided(id, "rejected", "ann", "too much"));
        assertThat(stage.facts()).hasSize(2);
    }

    @Test
    void repeatsNothingAfterACrashBetweenApprovalAndEffect() throws SQLException {
        String id = stage.waiting();
        stage.approve(ANN, id);
        stage.rule();

        RunJournal other = reopened();
        Ruling again = stage.approvals.rule(stage.proposal(stage.root, "refund", REFUND, CALLER), other);

        assertThat(again).isEqualTo(new Ruling.Granted(id));
        assertThat(stage.show(id).standing().usedAt()).isNotNull();
        for (String begun : List.of("STARTED", "DONE", "IN_DOUBT")) {
            stage.effect(begun);
            assertThat(stage.rule()).as("the ledger answers").isEqualTo(new Ruling.Granted(id));
            assertThat(stage.effect()).isEqualTo(begun);
        }
        assertThat(stage.mine()).hasSize(1);
    }

    @Test
    void spendsAYesOnce() throws SQLException {
        String id = stage.waiting();
        stage.approve(ANN, id);
        stage.rule();
        stage.effect("FAILED");

        assertThat(stage.rule()).isInstanceOfSatisfying(Ruling.Waiting.class, waiting -> assertThat(waiting.approval())
                .isNotEqualTo(id));
        assertThat(stage.effect()).isEqualTo("INTENDED");
    }

    @Test
    void doesNotFitChangedArguments() {
        String id = stage.waiting();
        stage.approve(ANN, id);

        assertThat(stage.rule("refund", "{\"cents\":501}")).isInstanceOf(Ruling.Waiting.class);

        // Nor a call that comes with the key of the approved one.
        Call tampered = new Call(stage.key("refund", REFUND), "refund", "{\"cents\":501}", 0, "UNSAFE");
        assertThat(stage.approvals.rule(stage.proposal(stage.root, tampered, CALLER), stage.journal))
                .isInstanceOf(Ruling.Waiting.class);
        Call other = new Call(stage.key("refund", REFUND), "delete_all", REFUND, 0, "UNSAFE");
        assertThat(stage.approvals.rule(stage.proposal(stage.root, other, CALLER), stage.journal))
                .isInstanceOf(Ruling.Waiting.class);
    }

    @Test
    void doesNotFitAnotherTreeOfRunsOrAnotherCaller() throws SQLException {
        String id = stage.waiting();
        stage.approve(ANN, id);
        Stage elsewhere = new Stage();

        Call same = new Call(stage.key("refund", REFUND), "refund", REFUND, 0, "UNSAFE");
        assertThat(elsewhere.approvals.rule(elsewhere.proposal(elsewhere.root, same, CALLER), elsewhere.journal))
                .isInstanceOf(Ruling.Waiting.class);
        Caller eve = new Caller("eve", Set.of(Caller.Scope.ASK), null);
        assertThat(stage.approvals.rule(stage.proposal(stage.root, "refund", REFUND, eve), stage.journal))
                .isInstanceOf(Ruling.Waiting.class);
    }

    @Test
    void doesNotFitOtherRulesUnlessItWasNo() throws SQLException {
        String id = stage.waiting();
        stage.approve(ANN, id);
        var stricter = stage.under("requires-approval", "refund", "quorum", "2");
        var proposal = stage.proposal(stage.root, "refund", REFUND, CALLER);

        Ruling anew = stricter.rule(proposal, stage.journal);

        assertThat(anew).isInstanceOf(Ruling.Waiting.class);
        String second = ((Ruling.Waiting) anew).approval();
        assertThat(stage.show(second).standing().quorum()).isEqualTo(2);
        // What waits under older rules is closed and asked anew.
        Ruling third = stage.approvals.rule(proposal, stage.journal);
        assertThat(((Ruling.Waiting) third).approval()).isNotEqualTo(second);
        assertThat(stage.show(second).standing().state()).isEqualTo(State.EXPIRED);

        stage.reject(ANN, ((Ruling.Waiting) third).approval());
        assertThat(stricter.rule(proposal, stage.journal)).isInstanceOf(Ruling.Refused.class);
        assertThat(stage.under("mode", "off").rule(proposal, stage.journal))
                .as("also where nobody would be asked any more")
                .isInstanceOf(Ruling.Refused.class);
    }

    @Test
    void sharesADecisionWithinATreeOfRuns() throws SQLException {
        String id = stage.waiting();
        String child = Stage.id();
        RunJournal journal = stage.begin(child);
        var proposal = stage.proposal(child, "refund", REFUND, CALLER);

        assertThat(((Ruling.Waiting) stage.approvals.rule(proposal, journal)).approval())
                .isEqualTo(id);
        assertThat(journal.entries()).hasSize(1);
        stage.rest();
        stage.approve(ANN, id);

        assertThat(stage.database.query(
                        "select state from run where id = ?",
                        row -> row.getString(1),
                        java.util.UUID.fromString(child)))
                .as("every run that waits goes on")
                .containsExactly("RUNNING");
        assertThat(stage.rule()).isEqualTo(new Ruling.Granted(id));
        assertThat(stage.approvals.rule(proposal, journal)).isEqualTo(new Ruling.Granted(id));
        assertThat(journal.entries()).hasSize(2);
    }

    @Test
    void refusesALateDecisionByTheDatabasesClock() throws SQLException {
        String id = stage.waiting();
        stage.overdue();

        assertThat(stage.approve(ANN, id)).isInstanceOf(Decision.TooLate.class);
        assertThat(stage.deadlines.due(id)).isEmpty();
        assertThat(stage.approve(ANN, id)).isInstanceOf(Decision.TooLate.class);
        assertThat(stage.show(id).standing().state()).isEqualTo(State.EXPIRED);
        assertThat(stage.show(id).dossier().votes()).isEmpty();
        assertThat(stage.rule()).isEqualTo(new Ruling.Refused(id, "nobody decided in time, which means no"));
        assertThat(stage.facts()).last().isEqualTo(new Entry.PersonDecided(id, "expired", null, null));
    }

    @Test
    void takesTwoClicksForOneDecisionAndNamesTheFirstToWhoeverComesSecond() {
        String id = stage.waiting();

        assertThat(stage.approve(ANN, id)).isInstanceOf(Decision.Taken.class);
        assertThat(stage.approve(ANN, id)).isInstanceOf(Decision.Taken.class);
        assertThat(stage.reject(ANN, id)).isInstanceOf(Decision.Already.class);
        assertThat(stage.approve(BOB, id)).isInstanceOfSatisfying(Decision.Already.class, already -> assertThat(
                        already.approval().standing().decidedBy())
                .isEqualTo("ann"));
        assertThat(stage.show(id).dossier().votes()).hasSize(1);
    }

    @Test
    void wantsDifferentReviewersForAQuorum() throws SQLException {
        Stage two = new Stage("requires-approval", "refund", "quorum", "2");
        String id = two.waiting();

        assertThat(two.approve(ANN, id))
                .isInstanceOfSatisfying(Decision.Counted.class, counted -> assertThat(counted.missing())
                        .isOne());
        assertThat(two.approve(ANN, id)).isInstanceOf(Decision.Counted.class);
        assertThat(two.reject(ANN, id)).isInstanceOf(Decision.Already.class);
        assertThat(two.rule()).isInstanceOf(Ruling.Waiting.class);
        assertThat(two.approve(BOB, id)).isInstanceOf(Decision.Taken.class);
        assertThat(two.rule()).isEqualTo(new Ruling.Granted(id));

        Stage no = new Stage("requires-approval", "refund", "quorum", "3");
        String other = no.waiting();
        no.approve(ANN, other);
        assertThat(no.reject(BOB, other)).as("one no is enough").isInstanceOf(Decision.Taken.class);
        assertThat(no.rule()).isInstanceOf(Ruling.Refused.class);
    }

    @Test
    void letsNobodyDecideOnTheirOwnCall() throws SQLException {
        String id = stage.waiting();

        assertThat(stage.approve(CALLER, id)).isInstanceOf(Decision.Forbidden.class);
        assertThat(stage.show(id).standing().state()).isEqualTo(State.PENDING);

        Stage alone = new Stage("requires-approval", "refund");
        String own = ((Ruling.Waiting)
                        alone.approvals.rule(alone.proposal(alone.root, "refund", REFUND, Caller.LOCAL), alone.journal))
                .approval();
        assertThat(alone.approve(Caller.LOCAL, own)).isInstanceOf(Decision.Taken.class);
        Stage strict = new Stage("requires-approval", "refund", "self", "never");
        String not = ((Ruling.Waiting) strict.approvals.rule(
                        strict.proposal(strict.root, "refund", REFUND, Caller.LOCAL), strict.journal))
                .approval();
        assertThat(strict.approve(Caller.LOCAL, not)).isInstanceOf(Decision.Forbidden.class);
    }

    @Test
    void keepsStrangersOut() {
        String id = stage.waiting();
        Caller eve = new Caller("eve", Set.of(Caller.Scope.ASK), null);
        Caller asker = new Caller("caller", Set.of(Caller.Scope.ASK), null);

        assertThat(stage.approve(eve, id)).isEqualTo(new Decision.Unknown(id));
        assertThat(stage.desk.show(eve, id)).isEmpty();
        assertThat(stage.desk.show(asker, id))
                .as("what waits on one's own behalf")
                .isPresent();
        assertThat(stage.approve(asker, id)).isInstanceOf(Decision.Forbidden.class);
        assertThat(stage.approve(ANN, "no id")).isEqualTo(new Decision.Unknown("no id"));
        assertThat(stage.approve(ANN, Stage.id())).isInstanceOf(Decision.Unknown.class);
    }

    @Test
    void saysSoWhenTheDatabaseIsAwayAndFindsWhatWasWrittenAfterAll() {
        stage.counting.trouble(Trouble.AWAY);
        assertThatThrownBy(stage::rule).isInstanceOf(JournalUnavailable.class);

        stage.counting.trouble(Trouble.NONE);
        var proposal = stage.proposal(stage.root, "refund", REFUND, CALLER);
        assertThatThrownBy(() -> stage.approvals.rule(proposal, losing(stage.journal)))
                .isInstanceOf(JournalUnavailable.class);

        assertThat(stage.rule()).isInstanceOf(Ruling.Waiting.class);
        assertThat(stage.mine()).hasSize(1);
        assertThat(stage.facts()).hasSize(1);

        stage.approve(ANN, stage.mine().getFirst().id());
        assertThatThrownBy(() -> stage.approvals.rule(proposal, losing(stage.journal)))
                .isInstanceOf(JournalUnavailable.class);
        assertThat(stage.rule()).isInstanceOf(Ruling.Granted.class);
        assertThat(stage.facts()).hasSize(2);
        assertThat(stage.journal.entries()).extracting(Entry::fact).isEqualTo(stage.facts());
    }

    /// A journal of which what is written is never acknowledged.
    private RunJournal losing(RunJournal journal) {
        return (RunJournal) Proxy.newProxyInstance(
                RunJournal.class.getClassLoader(), new Class<?>[] {RunJournal.class}, (_, method, arguments) -> {
                    boolean writes = method.getName().startsWith("append");
                    try {
                        if (writes) {
                            stage.counting.trouble(Trouble.ANSWER_LOST);
                        }
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (writes) {
                            stage.counting.trouble(Trouble.NONE);
                        }
                    }
                });
    }

    @Test
    void asksWhereAnEffectIsInDoubtWhateverTheRulesSay() throws SQLException {
        Stage off = new Stage("mode", "off");

        Ruling ruling = off.approvals.insist(
                off.proposal(off.root, "refund", REFUND, CALLER),
                new Approval.Reason("in-doubt", "an earlier refund is in doubt"),
                off.journal);

        assertThat(ruling).isInstanceOf(Ruling.Waiting.class);
        String id = ((Ruling.Waiting) ruling).approval();
        assertThat(off.show(id).dossier().reasons())
                .extracting(Approval.Reason::code)
                .containsExactly("in-doubt");
        off.approve(ANN, id);
        assertThat(off.rule()).isEqualTo(new Ruling.Granted(id));
    }

    @Test
    void asksNobodyOnBehalfOfAProcessThatLostTheRun() throws SQLException {
        stage.database.update("update run set owner = 8 where id = ?", java.util.UUID.fromString(stage.root));
        var proposal = stage.proposal(stage.root, "refund", REFUND, CALLER);

        assertThatThrownBy(() -> stage.approvals.rule(proposal, stage.journal))
                .isInstanceOf(ControlFlow.Disowned.class);

        assertThat(stage.mine()).isEmpty();
        assertThat(stage.effect()).isNull();
        assertThat(stage.facts()).isEmpty();
    }

    @Test
    void cannotAskInARunWithoutJournal() {
        RunJournal none = JournalsForTests.on(stage.database).open(Stage.id(), 0);

        assertThat(stage.approvals.rule(stage.proposal(none.runId(), "refund", REFUND, CALLER), none))
                .isInstanceOf(Ruling.Refused.class);
    }

    /// The journal as a process sees it that takes the run over.
    private RunJournal reopened() {
        RunJournal other = stage.open(stage.root);
        other.append(new Entry.Resumed(Entry.Resumed.Why.TAKEN_OVER));
        return other;
    }
}
