package dev.belay.approval.store;

import static dev.belay.approval.store.Stage.ANN;
import static dev.belay.approval.store.Stage.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.exchange.Caller;
import dev.belay.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Exactly one wins.
class DecisionRaceTest {

    @RepeatedTest(10)
    void betweenTwoReviewers() throws Exception {
        Stage stage = new Stage();
        String id = stage.waiting();
        stage.rest();

        List<Decision> said = atOnce(List.of(() -> stage.approve(ANN, id), () -> stage.reject(BOB, id)));

        assertThat(said).filteredOn(Decision.Taken.class::isInstance).hasSize(1);
        assertThat(said).filteredOn(Decision.Already.class::isInstance).hasSize(1);
        State state = stage.show(id).standing().state();
        assertThat(state).isEqualTo(said.getFirst() instanceof Decision.Taken ? State.APPROVED : State.REJECTED);
        assertThat(stage.show(id).dossier().votes()).hasSize(1);
        assertThat(stage.effect()).isEqualTo(state == State.APPROVED ? "INTENDED" : "FAILED");
        assertThat(stage.runState()).startsWith("RUNNING decided");
    }

    @RepeatedTest(10)
    void betweenADecisionAndTheDeadline() throws Exception {
        Stage stage = new Stage();
        String id = stage.waiting();
        stage.rest();
        stage.database.update(
                "update approval set decide_by = clock_timestamp() + interval '3 milliseconds' where id = ?",
                java.util.UUID.fromString(id));

        List<Object> said = atOnce(List.of(() -> stage.approve(ANN, id), () -> stage.deadlines.due(id)));

        State state = stage.show(id).standing().state();
        if (said.getFirst() instanceof Decision.Taken) {
            assertThat(state).isEqualTo(State.APPROVED);
        } else {
            assertThat(said.getFirst()).isInstanceOf(Decision.TooLate.class);
            assertThat(stage.deadlines.due(id)).isEmpty();
            assertThat(stage.show(id).standing().state()).isEqualTo(State.EXPIRED);
        }
        assertThat(stage.runState()).startsWith("RUNNING decided");
    }

    @RepeatedTest(5)
    void andNoVoteOfAQuorumIsLost() throws Exception {
        Stage stage = new Stage("requires-approval", "refund", "quorum", "8");
        String id = stage.waiting();

        List<Decision> said = atOnce(IntStream.range(0, 8)
                .<Callable<Decision>>mapToObj(i -> () -> stage.approve(Stage.reviewer("reviewer-" + i), id))
                .toList());

        assertThat(said).filteredOn(Decision.Taken.class::isInstance).hasSize(1);
        assertThat(said).filteredOn(Decision.Counted.class::isInstance).hasSize(7);
        assertThat(stage.show(id).standing().state()).isEqualTo(State.APPROVED);
    }

    @Test
    void betweenClicksOfOneReviewer() throws Exception {
        Stage stage = new Stage("requires-approval", "refund", "quorum", "2");
        String id = stage.waiting();
        Caller ann = ANN;

        List<Decision> said = atOnce(IntStream.range(0, 8)
                .<Callable<Decision>>mapToObj(_ -> () -> stage.approve(ann, id))
                .toList());

        assertThat(said).allSatisfy(one -> assertThat(one)
                .isInstanceOfSatisfying(Decision.Counted.class, counted -> assertThat(counted.missing())
                        .isOne()));
        assertThat(stage.show(id).dossier().votes()).hasSize(1);
    }

    @RepeatedTest(5)
    void betweenRunsOfATreeThatAskForTheSame() throws Exception {
        Stage stage = new Stage();
        List<Callable<Ruling>> asking = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String run = Stage.id();
            var journal = stage.begin(run);
            asking.add(() -> stage.approvals.rule(stage.proposal(run, "refund", Stage.REFUND, Stage.CALLER), journal));
        }

        List<Ruling> said = atOnce(asking);

        assertThat(said).allMatch(Ruling.Waiting.class::isInstance);
        assertThat(said.stream().map(one -> ((Ruling.Waiting) one).approval()).distinct())
                .hasSize(1);
        assertThat(stage.mine()).hasSize(1);
        assertThat(stage.database.query(
                        "select count(*) from journal j join run r on r.id = j.run_id where r.root_id = ? and kind = ?",
                        row -> row.getInt(1),
                        java.util.UUID.fromString(stage.root),
                        dev.belay.journal.Facts.kind(new Entry.PersonAsked(null, null, null))))
                .containsExactly(6);
    }

    private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
        CyclicBarrier start = new CyclicBarrier(all.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = all.stream()
                    .map(one -> threads.submit(() -> {
                        start.await();
                        return one.call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
