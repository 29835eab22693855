package dev.belay.run;

import static dev.belay.journal.Said.USAGE;
import static dev.belay.journal.Said.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Scopes;
import dev.belay.journal.Entry;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.run.follow.Happening;
import dev.belay.run.follow.Happenings;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RunsQuarkusTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    Runs runs;

    @Inject
    RunRegistry registry;

    @Inject
    Ids ids;

    @Inject
    Database database;

    private Caller caller;

    @BeforeEach
    void newCaller() {
        caller = new Caller("caller-" + ids.run(), Set.of(Caller.Scope.ASK), null);
    }

    @Test
    void showsARunWhileItIsLiveAndAfterwardsToItsCallerAlone() {
        LiveRun run = open(true);
        run.begin("native", 0);
        run.journal().append(decision());
        assertThat(runs.find(run.id(), caller)).get().satisfies(live -> {
            assertThat(live.state()).isEqualTo(RunState.RUNNING);
            assertThat(live.usage()).isEqualTo(USAGE);
            assertThat(live.attempts()).isEqualTo(1);
        });
        assertThat(runs.explain(run.id(), caller).orElseThrow().summary()).isEqualTo("the run goes on");

        RunRecord end = run.end(Bench.answered("native"));

        assertThat(runs.find(run.id(), caller).orElseThrow())
                .usingRecursiveComparison()
                .ignoringFields("head.times")
                .isEqualTo(end);
        assertThat(runs.explain(run.id(), caller).orElseThrow().steps()).hasSize(3);
        assertThat(runs.find(run.id(), Caller.LOCAL)).isEmpty();
        assertThat(runs.explain(run.id(), Caller.LOCAL)).isEmpty();
        assertThat(runs.follow(run.id(), Caller.LOCAL, 0)).isEmpty();
        assertThat(runs.find("no id", caller)).isEmpty();
        assertThat(runs.find(ids.run(), caller)).isEmpty();
    }

    @Test
    void pagesFromTheNewestToTheOldest() {
        LiveRun oldest = open(true);
        oldest.end(Bench.answered("native"));
        LiveRun middle = open(false);
        LiveRun newest = open(true);

        assertThat(pageOf(2, null)).containsExactly(newest.id(), middle.id());
        assertThat(pageOf(2, middle.id())).containsExactly(oldest.id());
        assertThat(pageOf(2, oldest.id())).isEmpty();
        assertThat(pageOf(2, "no id")).isEmpty();
        assertThat(pageOf(0, null)).isEmpty();
        assertThat(runs.list(Caller.LOCAL, 100, null))
                .extracting(run -> run.head().id())
                .doesNotContain(newest.id());
    }

    @Test
    void letsOthersWatchARunToItsEnd() throws Exception {
        LiveRun run = open(true);
        LiveRun.Attempt attempt = run.begin("native", 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Happenings watched = runs.follow(run.id(), caller, 0).orElseThrow()) {
            assertThat(watched.next(LONG).kind()).isEqualTo("attempt_started");
            assertThat(watched.next(Duration.ofMillis(1))).isNull();
            Future<Happening> next = threads.submit(() -> watched.next(LONG));
            attempt.held(false, USAGE, 0);
            assertThat(next.get()).satisfies(held -> {
                assertThat(held.seq()).isEqualTo(2);
                assertThat(held.data()).contains("\"tier\":\"native\"");
            });
            Future<Happening> end = threads.submit(() -> watched.next(LONG));
            run.end(Bench.answered("native"));
            assertThat(end.get().kind()).isEqualTo("ended");
            assertThatThrownBy(() -> watched.next(LONG)).isInstanceOf(NoSuchElementException.class);
        }
        try (Happenings again = runs.follow(run.id(), caller, 2).orElseThrow()) {
            assertThat(again.next(LONG).seq()).isEqualTo(3);
        }
    }

    /// Nothing in this application answers, so whoever carries the run on comes to an end.
    @Test
    void carriesARestingRunOnForItsCallerAlone() {
        LiveRun run = open(true);
        run.journal().append(new Entry.PersonAsked("a1", "refund", "may it?"));
        run.journal().append(new Entry.PersonDecided("a1", "approved", "ann", null));
        run.end(new Outcome.NeedsHuman("may it?", "refund"));

        assertThat(runs.resume(run.id(), Caller.LOCAL, LONG)).isFalse();
        assertThat(runs.resume("no id", caller, LONG)).isFalse();
        assertThat(runs.resume(run.id(), caller, LONG)).isTrue();

        List<String> kinds = new ArrayList<>();
        try (Happenings watched = runs.follow(run.id(), caller, 0).orElseThrow()) {
            for (Happening next = watched.next(LONG); next != null; next = watched.next(LONG)) {
                kinds.add(next.kind());
            }
        } catch (NoSuchElementException _) {
            // the run is over again
        }
        assertThat(kinds)
                .startsWith("person_asked", "person_decided", "ended", "resumed")
                .endsWith("ended");
    }

    @Test
    void doesNotCarryOnWhatIsOverOrKeptNoJournal() {
        LiveRun over = open(true);
        over.end(Bench.answered("native"));
        LiveRun unwritten = open(false);
        unwritten.end(new Outcome.BudgetStopped("used up"));

        assertThat(runs.resume(over.id(), caller, LONG)).isFalse();
        await().untilAsserted(
                        () -> assertThat(runs.find(unwritten.id(), caller)).isPresent());
        assertThat(runs.resume(unwritten.id(), caller, LONG)).isFalse();
        assertThat(runs.find(unwritten.id(), caller).orElseThrow().state()).isEqualTo(RunState.BUDGET_STOPPED);
    }

    @Test
    void waitsForTheEndOfARun() throws Exception {
        LiveRun run = open(false);
        assertThat(runs.awaitEnd(run.id(), caller, Duration.ofMillis(1))
                        .orElseThrow()
                        .state())
                .isEqualTo(RunState.RUNNING);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RunRecord> end =
                    threads.submit(() -> runs.awaitEnd(run.id(), caller, LONG).orElseThrow());
            run.end(new Outcome.Cancelled("ctrl-c"));
            assertThat(end.get().outcome()).isEqualTo(new Outcome.Cancelled("ctrl-c"));
        }
        assertThat(runs.awaitEnd(ids.run(), caller, LONG)).isEmpty();
    }

    @Test
    void cancelsWhatRunsHere() throws SQLException {
        LiveRun run = open(true);
        assertThat(runs.cancel(run.id(), Caller.LOCAL, "not mine")).isFalse();
        assertThat(runs.cancel(run.id(), caller, "ctrl-c")).isTrue();
        assertThat(run.cancellation().reason()).isEqualTo("ctrl-c");
        assertThat(cancelReason(run)).as("for whoever takes it over").isEqualTo("ctrl-c");

        run.end(new Outcome.Cancelled("ctrl-c"));
        assertThat(runs.cancel(run.id(), caller, "again")).isFalse();
    }

    @Test
    void cancelsARunThatThisProcessIsLeavingForWhoeverTakesIt() throws SQLException {
        LiveRun run = open(true);
        run.departure().leave("this process stops");

        assertThat(runs.cancel(run.id(), caller, "ctrl-c")).isTrue();
        assertThat(cancelReason(run)).isEqualTo("ctrl-c");
        run.end(new Outcome.Cancelled("ctrl-c"));
    }

    private String cancelReason(LiveRun run) throws SQLException {
        return database.query(
                        "select coalesce(cancel_reason, '') from run where id = ?",
                        row -> row.getString(1),
                        UUID.fromString(run.id()))
                .getFirst();
    }

    private List<String> pageOf(int limit, String before) {
        return runs.list(caller, limit, before).stream()
                .map(run -> run.head().id())
                .toList();
    }

    private LiveRun open(boolean durable) {
        RunRegistry.NewRun wanted = new RunRegistry.NewRun(
                caller,
                Bench.request(null),
                new RunRegistry.Plan("sequential", "belay", durable, durable),
                new RunRegistry.Once(null, false),
                Map.of(),
                _ -> Scopes.SILENT);
        return ((RunRegistry.Opened.Fresh) registry.open(wanted)).run();
    }
}
