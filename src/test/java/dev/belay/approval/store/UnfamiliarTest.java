package dev.belay.approval.store;

import static dev.belay.approval.store.Stage.ANN;
import static dev.belay.approval.store.Stage.BOB;
import static dev.belay.approval.store.Stage.CAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.Approval.Reason;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls of a tool that nobody has used before. Cases are the whole installation's, so each test has a tool of its own.
class UnfamiliarTest {
    private static final String TO_ANN = "{\"text\":\"hello\",\"to\":\"ann\"}";
    private static final String TO_ALL = "{\"every\":\"customer\",\"text\":\"free money\"}";

    private final String tool = "send_" + Stage.id();
    private Stage stage;

    @BeforeEach
    void open() throws SQLException {
        stage = new Stage(rules("50"));
    }

    @Test
    void goToSpecialistsWhoseYesMakesACase() {
        String id = waiting(TO_ANN);

        assertThat(stage.show(id).standing().reviewers()).isEqualTo("specialists");
        assertThat(reasons(id)).containsExactly("no case of this tool is known yet");
        assertThat(stage.approve(ANN, id)).isInstanceOf(Decision.Forbidden.class);
        assertThat(stage.approve(CAT, id)).isInstanceOf(Decision.Taken.class);
        assertThat(stage.rule(tool, TO_ANN)).isEqualTo(new Ruling.Granted(id));
        assertThat(reasons(waiting(TO_ALL)))
                .containsExactly(
                        "no similar case is known: the most similar one is alike to 0.13, which is below 0.50");
    }

    @Test
    void whatSpecialistsWroteIsTheCase() {
        String id = waiting(TO_ALL);

        stage.edit(CAT, id, TO_ANN);

        assertThat(stage.rule(tool, TO_ALL)).isEqualTo(new Ruling.Edited(id, TO_ANN));
        assertThat(reasons(waiting("{\"every\":\"customer\",\"text\":\"more money\"}")))
                .first()
                .asString()
                .startsWith("no similar case is known");
    }

    @Test
    void areFamiliarOnceTheToolHasDoneTheLike() throws SQLException {
        effect("FAILED", TO_ANN, 1);
        effect("IN_DOUBT", TO_ANN, 1);
        assertThat(stage.rule(tool, "{\"text\":\"hi\",\"to\":\"ann\"}")).isInstanceOf(Ruling.Waiting.class);

        Stage other = new Stage(rules("50"));
        effect("DONE", TO_ANN, 1);
        int before = other.counting.statements();

        assertThat(other.rule(tool, "{\"text\":\"hi\",\"to\":\"ann\"}")).isEqualTo(new Ruling.Free());
        assertThat(other.counting.statements() - before).as("one look").isOne();
        assertThat(other.rule("note_" + tool, TO_ALL)).isInstanceOf(Ruling.Waiting.class);
    }

    @Test
    void areComparedWithTheLatestCasesOnly() throws SQLException {
        effect("DONE", TO_ANN, 2);
        effect("DONE", TO_ALL, 1);

        assertThat(new Stage(rules("1")).rule(tool, TO_ANN)).isInstanceOf(Ruling.Waiting.class);
        assertThat(new Stage(rules("2")).rule(tool, TO_ANN)).isEqualTo(new Ruling.Free());
    }

    @Test
    void goToSeniorsWhenTheSpecialistsDidNotDecide() throws SQLException {
        String id = waiting(TO_ANN);
        stage.overdue();

        assertThat(stage.deadlines.due(id)).isPresent();
        assertThat(stage.show(id).standing().reviewers()).isEqualTo("heads");
        assertThat(stage.show(id).standing().escalations()).isOne();
        assertThat(stage.approve(CAT, id)).isInstanceOf(Decision.Forbidden.class);
        assertThat(stage.approve(BOB, id)).isInstanceOf(Decision.Taken.class);
    }

    private String waiting(String arguments) {
        return ((Ruling.Waiting) stage.rule(tool, arguments)).approval();
    }

    private List<String> reasons(String id) {
        return stage.show(id).dossier().reasons().stream().map(Reason::text).toList();
    }

    private void effect(String state, String arguments, int hoursAgo) throws SQLException {
        TestDatabase.database()
                .update(
                        "insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim,"
                                + " give_up_at, started_at) values (?, ?, ?, ?, ?, 0, 'UNSAFE', ?, ?, now(),"
                                + " now() - ? * interval '1 hour')",
                        Stage.id(),
                        UUID.fromString(Stage.id()),
                        UUID.fromString(Stage.id()),
                        tool,
                        arguments,
                        state,
                        UUID.fromString(Stage.id()),
                        hoursAgo);
    }

    private static String[] rules(String cases) {
        return new String[] {
            "mode", "rules",
            "confidence.needed-from", "high",
            "unfamiliar.group", "specialists",
            "unfamiliar.cases", cases,
            "escalation", "desk,heads",
            "groups.desk.keys", "ann",
            "groups.heads.keys", "bob",
            "groups.heads.senior", "true",
            "groups.specialists.keys", "cat"
        };
    }
}
