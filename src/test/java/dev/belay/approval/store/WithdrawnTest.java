package dev.belay.approval.store;

import static dev.belay.approval.store.Stage.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.journal.RunJournal;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Approvals that nobody decides on any more: their run went back to before it asked, or the rules changed.
class WithdrawnTest {
    private Stage stage;

    @BeforeEach
    void open() throws SQLException {
        stage = new Stage();
    }

    @Test
    void aDecisionIsRefusedAndChangesNothing() throws SQLException {
        String id = withdrawn();

        assertThat(stage.approve(ANN, id)).isInstanceOf(Decision.Withdrawn.class);
        assertThat(stage.reject(ANN, id)).isInstanceOf(Decision.Withdrawn.class);
        assertThat(stage.edit(ANN, id, "{\"cents\":1}")).isInstanceOf(Decision.Withdrawn.class);

        assertThat(stage.show(id).standing().state()).isEqualTo(State.WITHDRAWN);
        assertThat(stage.runState()).startsWith("NEEDS_HUMAN");
    }

    @Test
    void theSameCallIsAskedAnew() throws SQLException {
        String id = withdrawn();
        sql("update run set state = 'RUNNING', owner = null where id = ?", stage.root);

        String anew = stage.waiting();

        assertThat(anew).isNotEqualTo(id);
        assertThat(stage.effect()).isEqualTo("INTENDED");
        stage.approve(ANN, anew);
        assertThat(stage.rule()).isEqualTo(new Ruling.Granted(anew));
    }

    @Test
    void theLapseOfItsDeadlineIsNoDecision() throws SQLException {
        String id = withdrawn();
        stage.overdue();

        assertThat(stage.deadlines.due(id)).isEmpty();
        assertThat(stage.show(id).standing().state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void aRunThatWentBackIsNotWokenByADecisionThatAnotherWaitsFor() throws SQLException {
        String id = stage.waiting();
        String other = Stage.id();
        RunJournal journal = stage.begin(other);
        assertThat(stage.approvals.rule(stage.proposal(other, "refund", Stage.REFUND, Stage.CALLER), journal))
                .isInstanceOf(Ruling.Waiting.class);
        stage.rest();
        sql("update run set rewind_to = 0, rewind_from = 1 where id = ?", stage.root);

        stage.approve(ANN, id);

        assertThat(stage.runState()).startsWith("NEEDS_HUMAN");
        assertThat(TestDatabase.database()
                        .query("select state from run where id = ?", row -> row.getString(1), UUID.fromString(other)))
                .containsExactly("RUNNING");
    }

    @Test
    void whatIsAskedAnewUnderOtherRulesWakesTheOthersThatWaitForIt() throws SQLException {
        String id = stage.waiting();
        String other = Stage.id();
        RunJournal journal = stage.begin(other);
        stage.approvals.rule(stage.proposal(other, "refund", Stage.REFUND, Stage.CALLER), journal);
        sql("update run set state = 'NEEDS_HUMAN', owner = null, outcome = '{}' where id = ?", other);

        var anew = stage.under("requires-approval", "refund", "quorum", "2")
                .rule(stage.proposal(stage.root, "refund", Stage.REFUND, Stage.CALLER), stage.journal);

        assertThat(((Ruling.Waiting) anew).approval()).isNotEqualTo(id);
        assertThat(stage.show(id).standing().state()).isEqualTo(State.EXPIRED);
        assertThat(stage.effect()).isEqualTo("INTENDED");
        assertThat(wokenFor(other)).containsExactly("RUNNING {" + id + "}");
        assertThat(wokenFor(stage.root)).as("has nothing to hear of it").containsExactly("RUNNING {" + id + "}");
    }

    private static List<String> wokenFor(String run) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select state || ' ' || woken_for::text from run where id = ?",
                        row -> row.getString(1),
                        UUID.fromString(run));
    }

    private String withdrawn() throws SQLException {
        String id = stage.waiting();
        stage.rest();
        sql("update approval set state = 'WITHDRAWN', decided_at = now() where id = ?", id);
        stage.effect("FAILED");
        return id;
    }

    private static void sql(String statement, String id) throws SQLException {
        TestDatabase.database().update(statement, UUID.fromString(id));
    }
}
