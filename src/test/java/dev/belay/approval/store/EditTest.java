package dev.belay.approval.store;

import static dev.belay.approval.store.Stage.ANN;
import static dev.belay.approval.store.Stage.BOB;
import static dev.belay.approval.store.Stage.CAT;
import static dev.belay.approval.store.Stage.REFUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.Approval;
import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.ApprovalDesk.Verdict;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.journal.Entry;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// A reviewer writes other arguments.
class EditTest {
    private static final String LESS = "{\"cents\":100}";

    private final Stage stage = new Stage();

    EditTest() throws SQLException {}

    @Test
    void callsWithWhatAReviewerWrote() throws SQLException {
        String id = stage.waiting();
        stage.rest();

        assertThat(stage.edit(ANN, id, "{\"cents\": 100}")).isInstanceOf(Decision.Taken.class);
        assertThat(stage.edit(ANN, id, "{\"cents\": 100}")).isInstanceOf(Decision.Taken.class);
        assertThat(stage.edit(ANN, id, "{\"cents\": 101}")).isInstanceOf(Decision.Already.class);

        assertThat(stage.runState()).startsWith("RUNNING decided");
        assertThat(stage.rule()).isEqualTo(new Ruling.Edited(id, LESS));
        assertThat(stage.rule()).isEqualTo(new Ruling.Edited(id, LESS));
        assertThat(stage.effect()).isEqualTo("SUPERSEDED");
        Approval shown = stage.show(id);
        assertThat(shown.proposed().arguments()).isEqualTo(LESS);
        assertThat(shown.proposed().asked()).isEqualTo(REFUND);
        assertThat(shown.proposed().editedBy()).isEqualTo("ann");
        assertThat(stage.facts()).last().isEqualTo(new Entry.PersonDecided(id, "edited", "ann", "less"));
    }

    @Test
    void holdsWhatAReviewerWritesToTheSchema() {
        String id = stage.waiting();

        assertThat(stage.edit(ANN, id, "everything")).isEqualTo(new Decision.Unfit("no object"));
        assertThat(stage.desk.decide(ANN, id, new Verdict.Answer(null, "yes", null)))
                .isInstanceOf(Decision.Unfit.class);
        assertThat(stage.show(id).standing().state()).isEqualTo(State.PENDING);
    }

    @Test
    void takesAnEditThatChangesNothingForAYes() throws SQLException {
        String id = stage.waiting();

        assertThat(stage.edit(ANN, id, REFUND)).isInstanceOf(Decision.Taken.class);
        assertThat(stage.rule()).isEqualTo(new Ruling.Granted(id));
    }

    @Test
    void showsAnEditAgainIfThePolicySaysSo() throws SQLException {
        Stage again = new Stage("requires-approval", "refund", "after-edit", "ask");
        String id = again.waiting();
        String before = again.show(id).proposed().hash();

        assertThat(again.edit(ANN, id, LESS)).isInstanceOf(Decision.Counted.class);
        assertThat(again.approve(ANN, id)).isInstanceOf(Decision.Forbidden.class);
        assertThat(again.desk.decide(BOB, id, new Verdict.Approve(before, null)))
                .as("who was shown the old arguments does not decide on the new ones")
                .isInstanceOf(Decision.Changed.class);
        assertThat(again.desk.decide(
                        BOB, id, new Verdict.Approve(again.show(id).proposed().hash(), null)))
                .isInstanceOf(Decision.Taken.class);
        assertThat(again.rule()).isEqualTo(new Ruling.Edited(id, LESS));
    }

    @Test
    void countsAnewAfterAnEdit() throws SQLException {
        Stage two = new Stage("requires-approval", "refund", "quorum", "2");
        String id = two.waiting();
        two.approve(ANN, id);

        assertThat(two.edit(BOB, id, LESS)).isInstanceOf(Decision.Counted.class);
        assertThat(two.approve(CAT, id)).isInstanceOf(Decision.Taken.class);
        assertThat(two.rule()).isEqualTo(new Ruling.Edited(id, LESS));
    }

    @Test
    void putsToSeniorsWhatAReviewerMadeCritical() throws SQLException {
        Stage groups = new Stage(
                "requires-approval", "refund",
                "escalation", "desk,heads",
                "groups.desk.keys", "ann",
                "groups.heads.keys", "bob",
                "groups.heads.senior", "true");
        String id = groups.waiting();

        assertThat(groups.edit(ANN, id, "{\"note\":\"legal\"}")).isInstanceOf(Decision.Counted.class);
        assertThat(groups.show(id).standing().reviewers()).isEqualTo("heads");
        assertThat(groups.show(id).standing().escalations()).isOne();
        assertThat(groups.approve(ANN, id)).isInstanceOf(Decision.Forbidden.class);
        assertThat(groups.approve(BOB, id)).isInstanceOf(Decision.Taken.class);
    }
}
