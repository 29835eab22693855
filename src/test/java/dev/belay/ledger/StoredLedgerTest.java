package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.journal.Entry;
import dev.belay.journal.JournalsForTests;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One effect is caused by one caller, and everybody else gets its outcome.
class StoredLedgerTest extends LedgerOnDatabase {
    @Test
    void takesTwoRoundTripsForACall() {
        assertThat(claim("a")).isInstanceOf(Claim.Mine.class);
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

        assertThat(claim("a")).isInstanceOf(Claim.Mine.class);
        settle("a", new EffectState.Done("written"));
        assertThat(claim("a")).isInstanceOf(Claim.Recorded.class);
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
                        if (claim instanceof Claim.Mine(EffectLedger.Hold hold)) {
                            caused.incrementAndGet();
                            real.settle(hold, new EffectState.Done("once"), journal, fact("a"));
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
                        if (claim instanceof Claim.Mine(EffectLedger.Hold hold)) {
                            caused.incrementAndGet();
                            process.settle(hold, new EffectState.Done("once"), journal, fact("a"));
                        }
                        return claim;
                    }))
                    .toList();
            for (Future<Claim> claim : claims) {
                assertThat(claim.get() instanceof Claim.Mine
                                || claim.get().equals(new Claim.Recorded(new EffectState.Done("once"))))
                        .isTrue();
            }
        }
        assertThat(caused).hasValue(1);
    }

    @Test
    void knowsTheDifferenceBetweenAnOutcomeThatIsDoneAndAnother() {
        claim("a");
        settle("a", new EffectState.Done("written"));

        assertThat(settle("a", new EffectState.Done("written")).seq()).isEqualTo(1);
        assertThatThrownBy(() -> settle("a", new EffectState.Failed("no")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DONE cannot become FAILED");
        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("written"));
        assertThat(journal.entries()).hasSize(1);
    }

    @Test
    void refusesEffectsInARunWithoutJournal() {
        String light = ids.run();
        journals.open(light, 0);
        EffectLedger.Intent intent =
                new EffectLedger.Intent(new EffectKey(light, "write", "{}", 0), light, EffectClass.KEYED);

        assertThatThrownBy(() -> ledger.claim(intent, TIMEOUT)).isInstanceOf(IllegalStateException.class);
        assertThat(ledger.effects(light)).isEmpty();
    }

    @Test
    void anActThatIsLeftLeavesNothingAndMayBeTriedAgain() {
        var intent = new EffectLedger.Intent(key("a"), run, EffectClass.TRANSACTIONAL);
        assertThatThrownBy(() -> ledger.transact(intent, TIMEOUT, journal, _ -> {
                    throw new IllegalStateException("again");
                }))
                .hasMessage("again");
        assertThat(ledger.effects(run)).isEmpty();
        assertThat(journal.entries()).isEmpty();

        var outcome = new EffectLedger.Outcome(new EffectState.Done("done"), fact("a"));
        assertThat(ledger.transact(intent, TIMEOUT, journal, _ -> outcome))
                .isInstanceOf(EffectLedger.Transacted.Settled.class);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("done"));
    }
}
