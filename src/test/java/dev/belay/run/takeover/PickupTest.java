package dev.belay.run.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.run.Explanation;
import dev.belay.run.LiveRun;
import dev.belay.run.RunRegistry;
import dev.belay.run.RunsForTests;
import dev.belay.support.Heard;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs that cannot be taken up do not keep others from going on, and end some time.
class PickupTest {
    private static final int MAX_TAKEOVERS = 2;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration ASIDE = Duration.ofMinutes(1);

    private final Database database = TestDatabase.database();
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final Caller caller = new Caller("caller-" + ids.run(), Set.of(Caller.Scope.ASK), null);
    private final long dead = TestDatabase.process();
    private final long taker = TestDatabase.process();
    private final Workers workers = new Workers();
    private final AtomicLong nanos = new AtomicLong();
    private final Carrying carrier = new Carrying();
    private final TestDatabase.Counting journals = TestDatabase.counting();
    private final Journals written = JournalsForTests.on(journals.database());
    private final EffectLedger ledger = LedgerForTests.on(journals.database(), written);
    private final RunRegistry registry =
            RunsForTests.registry(journals.database(), RunsForTests.lease(taker), workers, ledger);
    private final Takeover takeover = new Takeover(
            new TakeoverTable(database),
            registry,
            RunsForTests.lease(taker),
            carrier,
            new Takeover.Terms(MAX_TAKEOVERS, new Time(Time.SYSTEM.wall(), nanos::get), workers));

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void aRunWhoseRequestCannotBeReadKeepsNobodyFromGoingOn() throws SQLException {
        String bad = run(3);
        database.update("update run set request = '{\"conversation\": 7}' where id = ?", UUID.fromString(bad));
        String one = run(2);
        String other = run(1);
        TestDatabase.dies(dead);

        takeover.look();

        assertThat(carrier.carried).contains(one, other).doesNotContain(bad);
        assertThat(row(bad)).isEqualTo("RUNNING of nobody after 2");
        takeover.look();
        assertThat(row(bad)).as("left to others for a while").isEqualTo("RUNNING of nobody after 2");
        nanos.addAndGet(ASIDE.toNanos());
        takeover.look();
        assertThat(row(bad)).isEqualTo("RUNNING of nobody after 3");
        nanos.addAndGet(ASIDE.toNanos());
        takeover.look();
        assertThat(row(bad)).startsWith("FAILED");
        assertThat(carrier.ended).as("its journal can be read").contains(bad);
    }

    @Test
    void aRunWhoseJournalCannotBeReadKeepsNobodyFromGoingOn() throws SQLException {
        String bad = run(3);
        fromTheFuture(bad);
        String one = run(2);
        String other = run(1);
        TestDatabase.dies(dead);

        takeover.look();

        assertThat(carrier.carried).contains(one, other).doesNotContain(bad);
        for (int more = 0; more < 2; more++) {
            assertThat(row(bad)).startsWith("RUNNING of nobody");
            nanos.addAndGet(ASIDE.toNanos());
            takeover.look();
        }
        await().untilAsserted(() -> assertThat(carrier.events)
                .filteredOn(BelayEvent.RunEnded.class::isInstance)
                .extracting(event -> ((BelayEvent.RunEnded) event).runId())
                .contains(bad));
        assertThat(row(bad)).startsWith("FAILED");
        assertThat(journal(bad)).containsExactly("1 from_the_future", "2 ended");
    }

    @Test
    void whatARunThatCannotBeReadLeftBehindIsInDoubt() throws SQLException {
        String bad = run(3);
        fromTheFuture(bad);
        database.update("""
                insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim,
                    give_up_at, owner)
                values (?, ?, ?, 'pay', '{}', 0, 'UNSAFE', 'STARTED', gen_random_uuid(), now(), ?)""", "key-" + bad, UUID.fromString(bad), UUID.fromString(bad), dead);
        database.update("update run set takeovers = ? where id = ?", MAX_TAKEOVERS + 1, UUID.fromString(bad));
        TestDatabase.dies(dead);

        takeover.look();

        await().untilAsserted(() -> assertThat(row(bad)).startsWith("IN_DOUBT"));
        assertThat(database.query(
                        "select state from effect where run_id = ?", row -> row.getString(1), UUID.fromString(bad)))
                .containsExactly("IN_DOUBT");
    }

    /// What is wrong may be what kills whoever reads it.
    @Test
    void aRunThatCouldNotEvenBeEndedInOrderEndsUnread() throws SQLException {
        String bad = run(3);
        database.update("update run set takeovers = ? where id = ?", MAX_TAKEOVERS + 1, UUID.fromString(bad));
        TestDatabase.dies(dead);

        takeover.look();

        await().untilAsserted(() -> assertThat(row(bad)).startsWith("FAILED"));
        assertThat(carrier.ended).doesNotContain(bad);
        assertThat(journal(bad)).containsExactly("1 ended");
    }

    /// Of a fork, say, which may take minutes.
    @Test
    void aRunThatWaitsForWhatIsUnderWayKeepsNobodyFromGoingOn() throws Exception {
        String bad = run(3);
        String fork = ids.run();
        TestDatabase.run(fork, taker);
        written.open(fork, taker);
        var intent = new EffectLedger.Intent(new EffectKey(bad, "pay", "{}", 0), fork, EffectClass.UNSAFE);
        var mine = (EffectLedger.Claim.Mine) ledger.claim(intent, Duration.ofMinutes(5));
        database.update("update run set takeovers = ? where id = ?", MAX_TAKEOVERS + 1, UUID.fromString(bad));
        TestDatabase.dies(dead);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> looked = threads.submit(() -> {
                takeover.look();
                takeover.tend();
            });
            try {
                assertThat(looked).succeedsWithin(LONG);
                assertThat(row(bad)).as("left to whoever ends it").startsWith("RUNNING of " + taker);
            } finally {
                ledger.release(mine.hold(), intent, "may it?");
            }
        }
        await().untilAsserted(() -> assertThat(row(bad)).startsWith("FAILED of " + taker));
    }

    @Test
    void aRunThatCannotBeBegunStaysWithNobody() throws SQLException {
        String run = run(3);
        TestDatabase.dies(dead);
        carrier.breaksOn = run;

        takeover.look();

        assertThat(row(run)).isEqualTo("RUNNING of nobody after 2");
        assertThat(registry.live(run)).isEmpty();
        carrier.breaksOn = null;
        nanos.addAndGet(ASIDE.toNanos());
        takeover.look();
        assertThat(carrier.carried).contains(run);
    }

    /// Rows can be taken, and journals not be written: the database comes and goes.
    @Test
    void aDatabaseThatComesAndGoesIsNotHeldAgainstARun() throws SQLException {
        String run = run(3);
        TestDatabase.dies(dead);
        journals.trouble(TestDatabase.Counting.Trouble.AWAY);
        for (int round = 0; round < 15; round++) {
            takeover.look();
            takeover.tend();
            assertThat(row(run)).isEqualTo("RUNNING of nobody after 1");
        }
        journals.trouble(TestDatabase.Counting.Trouble.NONE);

        takeover.look();

        assertThat(carrier.carried).contains(run);
        registry.live(run).orElseThrow().end(answered());
        assertThat(row(run)).startsWith("SUCCEEDED");
    }

    /// What was begun under an earlier lease may take long to unwind, and would be the oldest at each look.
    @Test
    void whatStillUnwindsHereIsLeftToOthers() throws SQLException {
        String run = run(3);
        TestDatabase.dies(dead);
        takeover.look();
        assertThat(registry.live(run)).isPresent();
        long lost = TestDatabase.process();
        TestDatabase.taken(run, lost);
        TestDatabase.dies(lost);

        takeover.look();

        assertThat(row(run)).isEqualTo("RUNNING of " + lost + " after 1");
        registry.live(run).orElseThrow().abandon("it has unwound");
        takeover.look();
        assertThat(carrier.carried).filteredOn(run::equals).hasSize(2);
    }

    private static Outcome answered() {
        return new Outcome.Succeeded(new Answer(
                new Message.Assistant("done"),
                FinishReason.STOP,
                Usage.NONE,
                new Answer.Provenance("native", "gpt-x", null, List.of())));
    }

    @Test
    void aRunThatWasCancelledElsewhereIsCancelledBeforeItGoesOn() throws SQLException {
        String run = run(3);
        String other = run(2);
        database.update("update run set cancel_reason = 'enough' where id = ?", UUID.fromString(run));
        TestDatabase.dies(dead);

        takeover.look();

        assertThat(carrier.cancelled).containsEntry(run, "enough").doesNotContainKey(other);
        assertThat(carrier.carried).contains(run, other);
    }

    private void fromTheFuture(String run) throws SQLException {
        database.update(
                "insert into journal (run_id, seq, at, kind, fact)"
                        + " values (?, 1, now(), 'from_the_future', '{\"kind\":\"from_the_future\"}')",
                UUID.fromString(run));
    }

    private List<String> journal(String run) throws SQLException {
        return database.query(
                "select seq || ' ' || kind from journal where run_id = ? order by seq",
                row -> row.getString(1),
                UUID.fromString(run));
    }

    private String row(String run) throws SQLException {
        return database.query(
                        "select state || ' of ' || coalesce(owner::text, 'nobody') || ' after ' || takeovers"
                                + " from run where id = ?",
                        row -> row.getString(1),
                        UUID.fromString(run))
                .getFirst();
    }

    /// @param hours ago
    private String run(int hours) throws SQLException {
        String id = ids.run();
        Request request = new Request(
                Request.Conversation.of(List.of(new Message.User("go on"))),
                Request.Offer.NOTHING,
                Request.Way.DEFAULT,
                Request.Terms.DEFAULT);
        database.update(
                """
                insert into run (id, root_id, caller_id, strategy, policy, state, request, owner, deadline_at, caller,
                    started_at)
                values (?, ?, ?, 'sequential', 'belay', 'RUNNING', ?::json, ?, now() + interval '60 seconds', ?::json,
                    now() - ? * interval '1 hour')""",
                UUID.fromString(id),
                UUID.fromString(id),
                caller.id(),
                Json.write(request),
                dead,
                Json.write(caller),
                hours);
        return id;
    }

    /// Takes up what it is given, and does nothing with it.
    private static final class Carrying implements Carrier {
        private final List<String> carried = new CopyOnWriteArrayList<>();
        private final List<String> ended = new CopyOnWriteArrayList<>();
        private final List<BelayEvent> events = new CopyOnWriteArrayList<>();
        private final Map<String, String> cancelled = new ConcurrentHashMap<>();
        private volatile String breaksOn;

        @Override
        public int room() {
            return 100;
        }

        @Override
        public Scopes.Scope open(BelayEvent.RunStarted started, Map<String, String> trace) {
            return new Heard(events, Map.of());
        }

        @Override
        public void carryOn(LiveRun run, Taken taken) {
            if (run.id().equals(breaksOn)) {
                throw new IllegalStateException("cannot be begun");
            }
            if (run.cancellation().cancelled()) {
                cancelled.put(run.id(), run.cancellation().reason());
            }
            carried.add(run.id());
        }

        @Override
        public void end(LiveRun run, String why) {
            ended.add(run.id());
            run.end(failed(List.of(), why));
        }

        @Override
        public Outcome failed(List<Explanation.Effect> effects, String why) {
            List<String> doubts = effects.stream()
                    .filter(effect -> effect.state().equals("IN_DOUBT"))
                    .map(Explanation.Effect::tool)
                    .toList();
            return doubts.isEmpty()
                    ? new Outcome.Failed(new Failure.Unavailable(why), new Outcome.Guidance("a", "b", "c"))
                    : new Outcome.InDoubt(doubts, null);
        }
    }
}
