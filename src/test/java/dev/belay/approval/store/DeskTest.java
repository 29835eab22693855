package dev.belay.approval.store;

import static dev.belay.approval.store.Stage.ANN;
import static dev.belay.approval.store.Stage.BOB;
import static dev.belay.approval.store.Stage.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.Approval;
import dev.belay.approval.Approval.Kind;
import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.ApprovalDesk.Filter;
import dev.belay.approval.ApprovalDesk.Page;
import dev.belay.approval.ApprovalDesk.Verdict;
import dev.belay.approval.Approvals.Owner;
import dev.belay.approval.Approvals.Question;
import dev.belay.approval.Approvals.Reply;
import dev.belay.approval.Approvals.Signals;
import dev.belay.exchange.Caller;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeskTest {
    private final Stage stage = new Stage();

    DeskTest() throws SQLException {}

    @Test
    void givesReviewersWhatTheyNeedToDecide() {
        stage.journal.append(new Entry.ToolDone(
                1,
                new ToolResult("c1", "lookup", "x".repeat(900), ToolResult.Status.OK, ToolResult.Source.EXECUTED),
                "PURE",
                null,
                3));
        stage.journal.append(new Entry.TierFell("native", "silent", "no first token", "loop"));

        Approval shown = stage.show(stage.waiting());

        assertThat(shown.callerId()).isEqualTo("caller");
        assertThat(shown.proposed().tool()).isEqualTo("refund");
        assertThat(shown.proposed().arguments()).isEqualTo(Stage.REFUND);
        assertThat(shown.dossier().request()).isEqualTo("Please refund 5 EUR");
        assertThat(shown.dossier().reasons())
                .containsExactly(new Approval.Reason("required", "every call of refund needs a person"));
        assertThat(shown.dossier().steps()).singleElement().satisfies(step -> {
            assertThat(step.tool()).isEqualTo("lookup");
            assertThat(step.effectClass()).isEqualTo("PURE");
            assertThat(step.result()).hasSize(501);
        });
        assertThat(shown.dossier().error()).isEqualTo("native fell: silent, no first token");
        assertThat(shown.dossier().onYes()).startsWith("refund is called with exactly these arguments");
        assertThat(shown.dossier().onNo()).startsWith("refund is not called");
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        stage.rule("refund", "{\"cents\":1}");
        stage.rule("refund", "{\"cents\":2}");
        stage.rule("refund", "{\"cents\":3}");
        Filter two = new Filter(State.PENDING, "reviewers", stage.root, null, 2);

        Page first = stage.desk.list(ANN, two);
        Page rest = stage.desk.list(ANN, new Filter(null, null, stage.root, first.next(), 2));

        assertThat(first.approvals())
                .extracting(approval -> approval.proposed().arguments())
                .containsExactly("{\"cents\":3}", "{\"cents\":2}");
        assertThat(rest.approvals())
                .extracting(approval -> approval.proposed().arguments())
                .containsExactly("{\"cents\":1}");
        assertThat(rest.next()).isNull();
        assertThat(stage.desk
                        .list(ANN, new Filter(State.APPROVED, null, stage.root, null, 50))
                        .approvals())
                .isEmpty();
        assertThat(stage.desk
                        .list(ANN, new Filter(null, "others", stage.root, null, 50))
                        .approvals())
                .isEmpty();
        assertThat(stage.desk
                        .list(ANN, new Filter(null, null, null, "no id", 50))
                        .approvals())
                .isEmpty();
    }

    @Test
    void showsOthersOnlyWhatWaitsOnTheirOwnBehalf() {
        stage.waiting();
        Filter here = new Filter(null, null, stage.root, null, 50);
        Caller asker = new Caller("caller", Set.of(Caller.Scope.ASK), null);
        Caller eve = new Caller("eve", Set.of(Caller.Scope.ASK), null);

        assertThat(stage.desk.list(asker, here).approvals()).hasSize(1);
        assertThat(stage.desk.list(eve, here).approvals()).isEmpty();
    }

    @Test
    void takesAnAnswerToAQuestion() throws SQLException {
        Question question = question(Kind.QUESTION, "Which of the two?");
        String id = ((Reply.Waiting) stage.approvals.ask(question, stage.journal)).approval();
        assertThat(stage.approvals.ask(question, stage.journal)).isEqualTo(new Reply.Waiting(id, "Which of the two?"));
        stage.rest();

        assertThat(stage.approve(ANN, id)).isInstanceOf(Decision.Unfit.class);
        assertThat(stage.desk.decide(ANN, id, new Verdict.Answer(null, " ", null)))
                .isInstanceOf(Decision.Unfit.class);
        assertThat(stage.desk.decide(ANN, id, new Verdict.Answer(null, "the first", null)))
                .isInstanceOf(Decision.Taken.class);

        assertThat(stage.runState()).startsWith("RUNNING decided");
        stage.takeUp();
        assertThat(stage.approvals.ask(question, stage.journal)).isEqualTo(new Reply.Answered(id, "the first"));
        assertThat(stage.facts()).hasSize(2).last().isEqualTo(new Entry.PersonDecided(id, "answered", "ann", null));
    }

    @Test
    void putsAnAnswerToAPersonBeforeItGoesOut() {
        Question answer = question(Kind.ANSWER, "You get your money back.");
        String id = ((Reply.Waiting) stage.approvals.ask(answer, stage.journal)).approval();

        assertThat(stage.edit(BOB, id, "You get half of it back.")).isInstanceOf(Decision.Taken.class);

        assertThat(stage.approvals.ask(answer, stage.journal))
                .isEqualTo(new Reply.Answered(id, "You get half of it back."));
    }

    @Test
    void anAnswerGoesOutByItsMeasureOrWaitsForThoseItConcerns() throws SQLException {
        var ruled = new Stage("escalation", "desk,heads", "groups.heads.senior", "true");
        Owner owner = new Owner(ruled.root, ruled.root, CALLER, "belay");
        Question sure = new Question(owner, Kind.ANSWER, "answer-1", "It was sent.", 1);
        Question unsure = new Question(owner, Kind.ANSWER, "answer-2", "It was lost.", 1);

        assertThat(ruled.approvals.review(sure, new Signals(0.9, null, false), false, ruled.journal))
                .isEmpty();
        var waiting = (Reply.Waiting) ruled.approvals
                .review(unsure, new Signals(0.4, null, false), false, ruled.journal)
                .orElseThrow();

        assertThat(waiting.question())
                .isEqualTo("the answer waits for a person: confidence 0.40 is below 0.50, so it is escalated");
        Approval shown = ruled.show(waiting.approval());
        assertThat(shown.standing().reviewers()).isEqualTo("heads");
        assertThat(shown.proposed().arguments()).isEqualTo("It was lost.");
        assertThat(shown.dossier().confidence()).isEqualTo(0.4);
        Caller asker = new Caller(CALLER.id(), Set.of(Caller.Scope.ASK), null);
        assertThat(ruled.desk
                        .show(asker, waiting.approval())
                        .orElseThrow()
                        .proposed()
                        .arguments())
                .as("the caller reads it from the run, once it goes out")
                .isNull();
        assertThat(ruled.facts().toString()).doesNotContain("It was lost");
    }

    @Test
    void countsWhatBecameOfThem() throws SQLException {
        var before = stage.desk.statistics();
        stage.database.update(
                "insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim,"
                        + " give_up_at) select ?, id, id, 'note', '{}', 0, 'UNSAFE', 'DONE', id, now() from run where id = ?",
                stage.key("note", "{}"),
                java.util.UUID.fromString(stage.root));
        stage.approve(ANN, stage.waiting());
        stage.reject(
                ANN, ((dev.belay.approval.Approvals.Ruling.Waiting) stage.rule("refund", "{\"cents\":2}")).approval());
        stage.rule("refund", "{\"cents\":3}");
        stage.rule("delete_all", "{}");

        var after = stage.desk.statistics();

        assertThat(after.total() - before.total()).isEqualTo(5);
        assertThat(after.autoApproved() - before.autoApproved()).isOne();
        assertThat(after.approved() - before.approved()).isOne();
        assertThat(after.rejected() - before.rejected()).isOne();
        assertThat(after.pending() - before.pending()).isEqualTo(2);
        assertThat(after.queueDepth().get("reviewers") - before.queueDepth().getOrDefault("reviewers", 0L))
                .isEqualTo(2);
        assertThat(after.automationRate()).isBetween(0.0, 1.0);
        assertThat(after.oldest()).isNotNull();
    }

    private Question question(Kind kind, String text) {
        return new Question(new Owner(stage.root, stage.root, CALLER, "belay"), kind, "question-1", text, 1);
    }
}
