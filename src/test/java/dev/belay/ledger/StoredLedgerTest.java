package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredLedgerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TestDatabase.Counting counting = TestDatabase.counting();
    private final Journals journals = JournalsForTests.on(counting.database());
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final String run = ids.run();
    private final RunJournal journal = journals.open(run, true);
    private final AtomicLong nanos = new AtomicLong();
    private final ConcurrentLinkedQueue<Duration> naps = new ConcurrentLinkedQueue<>();
    /// Waiting takes no time: it only moves the ticker.
    private final Pause leap = (nap, cancellation) -> {
        cancellation.check();
        naps.add(nap);
        nanos.addAndGet(nap.toNanos());
    };
    private final StoredLedger ledger = ledger(leap);

    private StoredLedger ledger(Pause pause) {
        return new StoredLedger(counting.database(), journals, new Time(Time.SYSTEM.wall(), nanos::get), pause, ids);
    }

    @Test
    void takesTwoRoundTripsForACall() {
        assertThat(claim("a")).isEqualTo(new Claim.Mine());
        assertThat(counting.statements()).isEqualTo(1);
        Entry entry = settle("a", new EffectState.Done("written"));
        assertThat(counting.statements()).isEqualTo(2);

        assertThat(entry.seq()).isEqualTo(1);
        assertThat(journal.entries()).containsExactly(entry);
        assertThat(JournalsForTests.on(TestDatabase.database()).read(run, 0))
                .extracting(Entry::fact)
                .containsExactly(entry.fact());
        assertThat(ledger.effects(run)).singleElement().satisfies(effect -> {
            assertThat(effect.key()).isEqualTo(key("a"));
            assertThat(effect.state()).isEqualTo(new EffectState.Done("written"));
            assertThat(effect.effectClass()).isEqualTo(EffectClass.UNSAFE);
        });
    }

    @Test
    void answersFromTheRecordWhatIsDoneAndNothingIsCausedAgain() {
        claim("a");
        settle("a", new EffectState.Done("written \u0000"));

        assertThat(claim("a")).isEqualTo(new Claim.Recorded(new EffectState.Done("written \ufffd")));
        assertThat(otherProcess().claim(intent("a"), TIMEOUT)).isInstanceOf(Claim.Recorded.class);
    }

    @Test
    void letsAFailedEffectBeStartedAgainByExactlyOne() {
        claim("a");
        settle("a", new EffectState.Failed("refused"));

        assertThat(claim("a")).isEqualTo(new Claim.Mine());
        settle("a", new EffectState.Done("written"));
        assertThat(claim("a")).isInstanceOf(Claim.Recorded.class);
    }

    @Test
    void asksAPersonWhenAnotherEffectOfTheToolIsInDoubt() {
        claim("a");
        settle("a", new EffectState.InDoubt("no answer"));

        assertThat(claim("a")).isEqualTo(new Claim.Recorded(new EffectState.InDoubt("no answer")));
        assertThat(claim("a, reworded")).isInstanceOf(Claim.AskPerson.class);
        EffectKey otherTool = new EffectKey(run, "other", "{}", 0);
        assertThat(ledger.claim(new EffectLedger.Intent(otherTool, run, EffectClass.UNSAFE), TIMEOUT))
                .isEqualTo(new Claim.Mine());
    }

    @Test
    void stillAnswersFromTheRecordWhileAnotherEffectOfTheToolIsInDoubt() {
        claim("a");
        claim("b");
        settle("a", new EffectState.Done("written"));
        settle("b", new EffectState.InDoubt("no answer"));

        assertThat(claim("a")).isEqualTo(new Claim.Recorded(new EffectState.Done("written")));
    }

    @Test
    void givesAKeyToExactlyOneOf64ThreadsAndItsOutcomeToTheOthers() throws Exception {
        StoredLedger real = ledger(Pause.REAL);
        AtomicInteger caused = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(64);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Claim>> claims = IntStream.range(0, 64)
                    .mapToObj(_ -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        Claim claim = real.claim(intent("a"), TIMEOUT);
                        if (claim instanceof Claim.Mine) {
                            caused.incrementAndGet();
                            real.settle(key("a"), new EffectState.Done("once"), journal, fact("a"));
                        }
                        return claim;
                    }))
                    .toList();
            int recorded = 0;
            for (Future<Claim> claim : claims) {
                recorded += claim.get().equals(new Claim.Recorded(new EffectState.Done("once"))) ? 1 : 0;
            }
            assertThat(caused).hasValue(1);
            assertThat(recorded).isEqualTo(63);
        }
    }

    @Test
    void givesAKeyToExactlyOneOfManyProcesses() throws Exception {
        AtomicInteger caused = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(16);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Claim>> claims = IntStream.range(0, 16)
                    .mapToObj(_ -> threads.submit(() -> {
                        // Processes have nothing in common but the database.
                        StoredLedger process =
                                new StoredLedger(TestDatabase.database(), journals, Time.SYSTEM, Pause.REAL, ids);
                        ready.countDown();
                        ready.await();
                        Claim claim = process.claim(intent("a"), TIMEOUT);
                        if (claim instanceof Claim.Mine) {
                            caused.incrementAndGet();
                            process.settle(key("a"), new EffectState.Done("once"), journal, fact("a"));
                        }
                        return claim;
                    }))
                    .toList();
            for (Future<Claim> claim : claims) {
                assertThat(claim.get()).isIn(new Claim.Mine(), new Claim.Recorded(new EffectState.Done("once")));
            }
        }
        assertThat(caused).hasValue(1);
    }

    @Test
    void waitsOutAnUnfinishedEffectThenCallsItInDoubt() {
        claim("a");

        ledger.awaitSettled(run);

        assertThat(naps).containsExactly(TIMEOUT.plusMillis(200));
        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
        assertThat(claim("b")).isInstanceOf(Claim.AskPerson.class);
    }

    @Test
    void goesOnAsSoonAsTheEffectIsSettled() throws Exception {
        StoredLedger real = ledger(Pause.REAL);
        real.claim(intent("a"), Duration.ofHours(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = threads.submit(() -> real.awaitSettled(run));
            real.settle(key("a"), new EffectState.Done("written"), journal, fact("a"));
            waiting.get();
        }
        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("written"));
    }

    @Test
    void believesALateOutcome() {
        claim("a");
        claim("b");
        ledger.awaitSettled(run);

        settle("a", new EffectState.Done("written after all"));
        settle("b", new EffectState.Failed("refused after all"));

        assertThat(claim("a")).isEqualTo(new Claim.Recorded(new EffectState.Done("written after all")));
        assertThat(claim("c")).as("nothing is in doubt any more").isEqualTo(new Claim.Mine());
    }

    @Test
    void callsWhatADeadProcessLeftInDoubtOnceItsTimeIsOver() {
        otherProcess().claim(intent("a"), Duration.ofMillis(-1));

        assertThat(claim("b")).as("another call of the tool").isInstanceOf(Claim.AskPerson.class);
        assertThat(claim("a")).isInstanceOf(Claim.Recorded.class);
        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
    }

    @Test
    void sweepsWhatADeadProcessLeftWhenItSettles() {
        otherProcess().claim(intent("a"), Duration.ofMillis(-1));
        otherProcess()
                .claim(new EffectLedger.Intent(new EffectKey(run, "slow", "{}", 0), run, EffectClass.UNSAFE), TIMEOUT);

        ledger.awaitSettled(run);

        assertThat(ledger.effects(run))
                .extracting(effect -> effect.state().name())
                .containsExactlyInAnyOrder("IN_DOUBT", "STARTED");
    }

    @Test
    void knowsTheDifferenceBetweenAnOutcomeThatIsDoneAndAnother() {
        claim("a");
        settle("a", new EffectState.Done("written"));

        assertThat(settle("a", new EffectState.Done("written")).seq()).isEqualTo(1);
        assertThatThrownBy(() -> settle("a", new EffectState.Failed("no")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DONE cannot become FAILED");
        assertThatThrownBy(() -> settle("never claimed", new EffectState.Done("x")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("written"));
        assertThat(journal.entries()).hasSize(1);
    }

    @Test
    void writesAnOutcomeLaterThatCouldNotBeWritten() {
        claim("a");
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> settle("a", new EffectState.Done("written"))).isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(() -> ledger.awaitSettled(run))
                .as("no tier may start yet")
                .isInstanceOf(LedgerUnavailable.class);

        counting.trouble(Trouble.NONE);
        ledger.awaitSettled(run);

        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("written"));
        assertThat(journal.entries()).extracting(Entry::fact).containsExactly(fact("a"));
    }

    @Test
    void writesAnOutcomeOnceThoughTheAnswerWasLost() {
        claim("a");
        counting.trouble(Trouble.ANSWER_LOST);
        assertThatThrownBy(() -> settle("a", new EffectState.Done("written"))).isInstanceOf(LedgerUnavailable.class);

        counting.trouble(Trouble.NONE);
        ledger.awaitSettled(run);

        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("written"));
        assertThat(journal.entries()).extracting(Entry::fact).containsExactly(fact("a"));
    }

    @Test
    void refusesEffectsInARunWithoutJournal() {
        String light = ids.run();
        journals.open(light, false);
        EffectLedger.Intent intent =
                new EffectLedger.Intent(new EffectKey(light, "write", "{}", 0), light, EffectClass.KEYED);

        assertThatThrownBy(() -> ledger.claim(intent, TIMEOUT)).isInstanceOf(IllegalStateException.class);
        assertThat(ledger.effects(light)).isEmpty();
    }

    @Test
    void takesUpItsOwnClaimWhoseAnswerWasLost() {
        counting.trouble(Trouble.ANSWER_LOST);
        assertThatThrownBy(() -> claim("a")).isInstanceOf(LedgerUnavailable.class);
        counting.trouble(Trouble.NONE);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());

        assertThat(claim("a")).isEqualTo(new Claim.Mine());
        assertThat(naps).as("nobody has to be waited for").isEmpty();
    }

    @Test
    void doesNotReleaseWhatAnotherProcessClaimed() {
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> claim("a")).isInstanceOf(LedgerUnavailable.class);
        counting.trouble(Trouble.NONE);
        assertThat(otherProcess().claim(intent("a"), Duration.ofMillis(-1))).isEqualTo(new Claim.Mine());

        assertThat(claim("a")).as("begun elsewhere, and overdue").isInstanceOf(Claim.Recorded.class);
        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
    }

    @Test
    void causesNothingWithoutTheDatabase() {
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> claim("a")).isInstanceOf(LedgerUnavailable.class);

        counting.trouble(Trouble.NONE);
        assertThat(claim("a")).isEqualTo(new Claim.Mine());
    }

    private Claim claim(String what) {
        return ledger.claim(intent(what), TIMEOUT);
    }

    private Entry settle(String what, EffectState outcome) {
        return ledger.settle(key(what), outcome, journal, fact(what));
    }

    private EffectLedger.Intent intent(String what) {
        return new EffectLedger.Intent(key(what), run, EffectClass.UNSAFE);
    }

    private EffectKey key(String what) {
        return new EffectKey(run, "write", "{\"what\":\"" + what + "\"}", 0);
    }

    private Entry.ToolDone fact(String what) {
        ToolResult result = new ToolResult(what, "write", "done", ToolResult.Status.OK, ToolResult.Source.EXECUTED);
        return new Entry.ToolDone(1, result, "UNSAFE", key(what).hash(), 5);
    }

    private EffectState stateOf(String what) {
        return ledger.effects(run).stream()
                .filter(effect -> effect.key().equals(key(what)))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private StoredLedger otherProcess() {
        return new StoredLedger(TestDatabase.database(), journals, Time.SYSTEM, leap, ids);
    }
}
