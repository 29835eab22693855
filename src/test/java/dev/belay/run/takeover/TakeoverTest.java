package dev.belay.run.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Who takes which run, on a real database.
class TakeoverTest {
    private static final int ALL = 1000;

    private final Database database = TestDatabase.database();
    private final TakeoverTable table = new TakeoverTable(database);
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final long dead = TestDatabase.process();
    private final long taker = TestDatabase.process();
    private final Caller caller = new Caller("caller-" + ids.run(), Set.of(Caller.Scope.ASK), Set.of("read_file"));

    @Test
    void takesWhatADeadProcessWorkedOnWithEverythingNeededToGoOn() throws SQLException {
        String run = run(dead);
        assertThat(mine(table.take(taker, ALL, List.of())))
                .as("its process lives")
                .isEmpty();
        TestDatabase.dies(dead);

        assertThat(table.waiting()).isTrue();
        assertThat(mine(table.take(taker, ALL, List.of()))).singleElement().satisfies(waiting -> {
            Taken taken = waiting.read();
            assertThat(taken.head().id()).isEqualTo(run);
            assertThat(taken.caller()).isEqualTo(caller);
            assertThat(taken.request().conversation().messages()).containsExactly(new Message.User("go on"));
            assertThat(taken.trace()).containsEntry("traceparent", "00-1-2-01");
            assertThat(taken.left()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
            assertThat(taken.why()).isEqualTo(Why.TAKEN_OVER);
            assertThat(taken.takeovers()).isEqualTo(1);
        });
        assertThat(mine(table.take(TestDatabase.process(), ALL, List.of()))).isEmpty();
    }

    @Test
    void saysWhyARunThatWasWokenGoesOn() throws SQLException {
        String run = run(taker);
        table.giveBack(run, taker, Why.DECIDED, false);

        assertThat(mine(table.take(taker, ALL, List.of()))).singleElement().satisfies(taken -> {
            assertThat(taken.why()).isEqualTo(Why.DECIDED);
            assertThat(taken.takeovers()).isZero();
        });
        table.begun(run, taker);
        TestDatabase.dies(taker);
        assertThat(mine(table.take(dead, ALL, List.of()))).singleElement().satisfies(taken -> assertThat(taken.why())
                .isEqualTo(Why.TAKEN_OVER));
    }

    @Test
    void countsAnewOnceARunHasGotOn() throws SQLException {
        String run = run(dead);
        assertThat(takeovers(run)).isEqualTo(1);
        write(run, 1, "resumed");
        write(run, 2, "attempt_started");
        write(run, 3, "decision");
        assertThat(takeovers(run)).as("begun again, and no further").isEqualTo(2);
        write(run, 4, "tool_done");
        assertThat(takeovers(run)).isEqualTo(1);
        assertThat(takeovers(run)).as("nothing new").isEqualTo(2);
        database.update(
                "insert into journal (run_id, seq, at, kind, fact)"
                        + " values (?, 5, now(), 'in_branch', '{\"branch\":1,\"fact\":{\"kind\":\"tool_done\"}}')",
                UUID.fromString(run));
        assertThat(takeovers(run)).as("branches are begun anew").isEqualTo(3);
    }

    /// Takes the run, and dies.
    private int takeovers(String run) throws SQLException {
        long owner = TestDatabase.process();
        database.update("update run set owner = ? where id = ?", owner, UUID.fromString(run));
        TestDatabase.dies(owner);
        return mine(table.take(taker, ALL, List.of())).getFirst().takeovers();
    }

    private void write(String run, long seq, String kind) throws SQLException {
        database.update(
                "insert into journal (run_id, seq, at, kind, fact) values (?, ?, now(), ?, '{}')",
                UUID.fromString(run),
                seq,
                kind);
    }

    @Test
    void leavesToOthersWhatItIsToldTo() throws SQLException {
        String run = run(dead);
        TestDatabase.dies(dead);

        assertThat(mine(table.take(taker, ALL, List.of(ids.run(), run)))).isEmpty();
        assertThat(mine(table.take(taker, ALL, List.of(ids.run())))).hasSize(1);
    }

    @Test
    void countsHowOftenARunCouldNotBeWorkedOn() throws SQLException {
        String run = run(taker);
        table.giveBack(run, taker, Why.TAKEN_OVER, true);
        assertThat(mine(table.take(taker, ALL, List.of())))
                .singleElement()
                .satisfies(taken -> assertThat(taken.takeovers()).isEqualTo(1));
    }

    @Test
    void givesEachRunToOneOfTwoThatLookAtTheSameMoment() throws Exception {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            runs.add(run(dead));
        }
        TestDatabase.dies(dead);
        CountDownLatch ready = new CountDownLatch(2);
        List<String> taken = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Waiting>>> both = List.of(
                    threads.submit(() -> takeAll(ready, taker)),
                    threads.submit(() -> takeAll(ready, TestDatabase.process())));
            for (Future<List<Waiting>> one : both) {
                one.get().forEach(run -> taken.add(run.head().id()));
            }
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(runs);
    }

    private List<Waiting> takeAll(CountDownLatch ready, long fence) throws Exception {
        ready.countDown();
        ready.await();
        List<Waiting> all = new ArrayList<>();
        List<Waiting> some;
        do {
            some = table.take(fence, 10, List.of());
            all.addAll(mine(some));
        } while (!some.isEmpty());
        return all;
    }

    @Test
    void knowsWhatItOwnsAndWhatIsToStop() throws SQLException {
        String run = run(taker);
        database.update("update run set cancel_reason = 'enough' where id = ?", UUID.fromString(run));

        assertThat(table.owned(taker, Duration.ofMinutes(1)))
                .containsExactly(new TakeoverTable.Owned(run, "enough", false));
        assertThat(table.owned(taker, Duration.ZERO)).singleElement().satisfies(owned -> assertThat(owned.old())
                .isTrue());
        assertThat(table.owned(dead, Duration.ZERO)).isEmpty();
    }

    /// Other tests of this JVM leave runs behind, too.
    private List<Waiting> mine(List<Waiting> taken) {
        return taken.stream()
                .filter(run -> run.head().callerId().equals(caller.id()))
                .toList();
    }

    private String run(long owner) throws SQLException {
        String id = ids.run();
        Request request = new Request(
                Request.Conversation.of(List.of(new Message.User("go on"))),
                Request.Offer.NOTHING,
                Request.Way.DEFAULT,
                Request.Terms.DEFAULT);
        database.update(
                """
                insert into run (id, root_id, caller_id, strategy, policy, state, request, owner, deadline_at, caller,
                    trace)
                values (?, ?, ?, 'sequential', 'belay', 'RUNNING', ?::json, ?, now() + interval '60 seconds', ?::json,
                    ?::json)""",
                UUID.fromString(id),
                UUID.fromString(id),
                caller.id(),
                Json.write(request),
                owner,
                Json.write(caller),
                Json.write(Map.of("traceparent", "00-1-2-01")));
        return id;
    }
}
