package dev.belay.approval.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.Approval;
import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.platform.timer.TimersForTests;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final String[] TWO_GROUPS = {
        "requires-approval", "refund,delete_all",
        "escalation", "desk,heads",
        "groups.desk.keys", "ann",
        "groups.heads.keys", "bob",
        "groups.heads.senior", "true",
        "groups.heads.deadline", "2h",
        "deadline", "30m"
    };

    @Test
    void doesNothingBeforeItsTime() throws SQLException {
        Stage stage = new Stage(TWO_GROUPS);
        String id = stage.waiting();

        Optional<Instant> next = stage.deadlines.due(id);

        assertThat(next).contains(stage.show(id).standing().decideBy());
        assertThat(stage.show(id).standing().escalations()).isZero();
    }

    @Test
    void givesItToTheNextGroupAndDeniesItAfterTheLast() throws SQLException {
        Stage stage = new Stage(TWO_GROUPS);
        String id = stage.waiting();
        stage.rest();
        Instant first = stage.show(id).standing().decideBy();
        stage.overdue();

        Optional<Instant> next = stage.deadlines.due(id);

        Approval moved = stage.show(id);
        assertThat(moved.standing().state()).isEqualTo(State.PENDING);
        assertThat(moved.standing().reviewers()).isEqualTo("heads");
        assertThat(moved.standing().escalations()).isOne();
        assertThat(next).contains(moved.standing().decideBy());
        assertThat(Duration.between(first, moved.standing().decideBy()))
                .isBetween(Duration.ofMinutes(89), Duration.ofMinutes(91));
        assertThat(stage.approve(Stage.ANN, id)).isInstanceOf(Decision.Forbidden.class);

        stage.overdue();
        assertThat(stage.deadlines.due(id)).isEmpty();
        assertThat(stage.show(id).standing().state()).isEqualTo(State.EXPIRED);
        assertThat(stage.effect()).isEqualTo("FAILED");
        assertThat(stage.runState()).startsWith("RUNNING decided");
        assertThat(stage.rule()).isInstanceOf(Ruling.Refused.class);
        assertThat(stage.deadlines.due(id))
                .as("going off twice changes nothing")
                .isEmpty();
    }

    @Test
    void putsWhatIsCriticalToSeniorsAtOnce() throws SQLException {
        Stage stage = new Stage(TWO_GROUPS);

        String id = ((Ruling.Waiting) stage.rule("delete_all", "{}")).approval();

        assertThat(stage.show(id).standing().reviewers()).isEqualTo("heads");
        assertThat(stage.show(id).standing().escalations()).isOne();
    }

    @Test
    void leavesItWithTheLastGroupIfToldTo() throws SQLException {
        Stage stage = new Stage("requires-approval", "refund", "on-expiry", "keep");
        String id = stage.waiting();
        stage.overdue();

        assertThat(stage.deadlines.due(id)).contains(stage.show(id).standing().decideBy());
        assertThat(stage.show(id).standing().state()).isEqualTo(State.PENDING);
        assertThat(stage.show(id).standing().escalations()).isZero();
        assertThat(stage.approve(Stage.ANN, id)).isInstanceOf(Decision.Taken.class);
        assertThat(stage.deadlines.due(id)).isEmpty();
        assertThat(stage.deadlines.due(Stage.id())).isEmpty();
    }

    @Test
    void goesOffByTheRowThatWasWrittenWithTheQuestion() throws Exception {
        Stage stage = new Stage(TWO_GROUPS);
        String id = stage.waiting();
        assertThat(stage.timer(id)).contains(stage.show(id).standing().decideBy());
        stage.overdue();
        stage.setTimer(id);

        try (AutoCloseable _ = TimersForTests.start(stage.database, stage.deadlines)) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> stage.timer(id)
                    .equals(Optional.of(stage.show(id).standing().decideBy())));
            assertThat(stage.show(id).standing().reviewers()).isEqualTo("heads");

            stage.overdue();
            stage.setTimer(id);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> stage.timer(id)
                    .isEmpty());
        }
        assertThat(stage.show(id).standing().state()).isEqualTo(State.EXPIRED);
    }
}
