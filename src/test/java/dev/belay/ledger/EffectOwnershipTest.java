package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.ControlFlow;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a ledger does when the run goes on in another process.
class EffectOwnershipTest extends LedgerOnDatabase {
    private final long taker = TestDatabase.process();
    private final Journals theirs = JournalsForTests.on(TestDatabase.database());

    @Test
    void refusesEveryWriteOfAProcessThatLostTheRun() {
        claim("a");
        claim("b");
        settle("b", new EffectState.Done("b"));
        TestDatabase.taken(run, taker);

        assertThatThrownBy(() -> claim("c")).isInstanceOf(ControlFlow.Disowned.class);
        assertThatThrownBy(() -> settle("a", new EffectState.Done("a"))).isInstanceOf(ControlFlow.Disowned.class);
        assertThatThrownBy(() -> journal.append(new Entry.TierHeld("native", false)))
                .isInstanceOf(ControlFlow.Disowned.class);
        assertThat(JournalsForTests.on(TestDatabase.database()).read(run, 0)).hasSize(1);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());
    }

    @Test
    void waitsForAnEffectWhoseProcessLives() throws Exception {
        claim("a");
        TestDatabase.taken(run, taker);
        RunJournal other = theirs.resume(run, taker);
        ConcurrentLinkedQueue<Duration> waited = new ConcurrentLinkedQueue<>();
        StoredLedger ledger = taking((nap, _) -> {
            waited.add(nap);
            TestDatabase.dies(journal.fence());
        });

        assertThat(ledger.claim(intent("a"), TIMEOUT)).isInstanceOf(Claim.Adopted.class);
        assertThat(waited).hasSize(1);
        assertThat(other.entries()).isEmpty();
    }

    @Test
    void letsOneOfManyAdoptWhatADeadProcessStarted() throws Exception {
        claim("a");
        TestDatabase.dies(journal.fence());
        TestDatabase.taken(run, taker);
        theirs.resume(run, taker);
        StoredLedger ledger = taking(Pause.REAL);
        CountDownLatch ready = new CountDownLatch(16);
        int adopted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = IntStream.range(0, 16)
                    .mapToObj(_ -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        Claim claim = ledger.claim(intent("a"), TIMEOUT);
                        if (claim instanceof Claim.Adopted mine) {
                            ledger.settle(mine.hold(), new EffectState.Done("found"), theirs.of(run), fact("a"));
                        }
                        return claim;
                    }))
                    .toList();
            for (Future<Claim> claim : claims) {
                if (claim.get() instanceof Claim.Adopted) {
                    adopted++;
                } else {
                    assertThat(claim.get()).isEqualTo(new Claim.Recorded(new EffectState.Done("found")));
                }
            }
        }
        assertThat(adopted).isEqualTo(1);
    }

    @Test
    void leavesInDoubtWhatADeadProcessStartedAndNobodyAdopted() {
        claim("a");
        TestDatabase.dies(journal.fence());
        TestDatabase.taken(run, taker);
        RunJournal other = theirs.resume(run, taker);

        taking(Pause.REAL).awaitSettled(run, journal);
        assertThat(stateOf("a")).as("not by who has lost the run").isEqualTo(new EffectState.Started());
        taking(Pause.REAL).awaitSettled(run, other);
        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
    }

    /// A sibling that another process will carry on finds out about its own effects, as their class allows.
    @Test
    void leavesAloneWhatAnotherRunOfTheTreeCanStillFindOut() throws SQLException {
        String sibling = ids.run();
        long dead = TestDatabase.process();
        TestDatabase.run(sibling, dead);
        sql("update run set root_id = ? where id = ?", UUID.fromString(run), UUID.fromString(sibling));
        theirs.resume(sibling, dead);
        StoredLedger there = taking(Pause.REAL);
        there.claim(new EffectLedger.Intent(key("a"), sibling, EffectClass.KEYED), TIMEOUT);
        there.claim(new EffectLedger.Intent(key("overdue"), sibling, EffectClass.KEYED), Duration.ofMillis(-1));
        TestDatabase.dies(dead);

        ledger.awaitSettled(run, journal);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());
        assertThat(stateOf("overdue")).isEqualTo(new EffectState.Started());

        sql("update run set state = 'NEEDS_HUMAN' where id = ?", UUID.fromString(sibling));
        ledger.awaitSettled(run, journal);
        assertThat(stateOf("a")).as("it can be resumed").isEqualTo(new EffectState.Started());

        sql("update run set state = 'FAILED' where id = ?", UUID.fromString(sibling));
        ledger.awaitSettled(run, journal);
        assertThat(stateOf("a")).as("nobody carries it on").isInstanceOf(EffectState.InDoubt.class);
    }

    @Test
    void givesBackWhatAToolDidNotBeginAndLetsItBeClaimedAgain() {
        claim("a");
        ledger.release(holds.get("a"), intent("a"), "which one?");

        assertThat(stateOf("a"))
                .isEqualTo(new EffectState.Failed("not done, because a person has to be asked first: which one?"));
        assertThat(journal.entries()).as("the call has no result yet").isEmpty();
        ledger.awaitSettled(run, journal);
        assertThat(naps).as("nothing is under way").isEmpty();
        assertThat(claim("a")).isInstanceOf(Claim.Mine.class);
    }

    /// Who could not find out what a dead process did says nothing about it. It stays as old as it is.
    @Test
    void leavesWhatItAdoptedToWhoeverComesNext() throws SQLException {
        claim("a");
        TestDatabase.dies(journal.fence());
        TestDatabase.taken(run, taker);
        RunJournal other = theirs.resume(run, taker);
        sql("update effect set started_at = now() - interval '1 hour' where root_run = ?", UUID.fromString(run));
        StoredLedger there = taking(Pause.REAL);
        Claim.Adopted first = (Claim.Adopted) there.claim(intent("a"), TIMEOUT);
        assertThat(there.orphans(run)).isEmpty();

        there.leave(first.hold(), other);

        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());
        assertThat(there.orphans(run)).hasSize(1);
        assertThat(other.entries()).isEmpty();
        Claim.Adopted next = (Claim.Adopted) there.claim(intent("a"), TIMEOUT);
        assertThat(next.age()).isGreaterThan(Duration.ofMinutes(59));
        there.leave(first.hold(), other);
        assertThat(there.orphans(run)).as("the next has it").isEmpty();
        there.settle(next.hold(), new EffectState.Done("found"), other, fact("a"));
        there.leave(next.hold(), other);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("found"));
    }

    @Test
    void whatWasLeftAndNobodyAdoptsIsInDoubtWhenTheRunEnds() {
        claim("a");
        TestDatabase.dies(journal.fence());
        TestDatabase.taken(run, taker);
        RunJournal other = theirs.resume(run, taker);
        StoredLedger there = taking(leap);
        there.leave(((Claim.Adopted) there.claim(intent("a"), TIMEOUT)).hold(), other);

        there.awaitSettled(run, other);

        assertThat(naps).as("nothing is under way").isEmpty();
        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
    }

    @Test
    void whatCannotBeLeftWhileTheDatabaseIsAwayIsLeftLater() {
        claim("a");
        TestDatabase.dies(journal.fence());
        TestDatabase.taken(run, taker);
        Journals troubled = JournalsForTests.on(counting.database());
        RunJournal other = troubled.resume(run, taker);
        StoredLedger there = new StoredLedger(counting.database(), troubled, Time.SYSTEM, leap, ids);
        Claim.Adopted adopted = (Claim.Adopted) there.claim(intent("a"), TIMEOUT);
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> there.leave(adopted.hold(), other)).isInstanceOf(LedgerUnavailable.class);

        counting.trouble(Trouble.NONE);
        assertThat(there.claim(intent("a"), TIMEOUT)).isInstanceOf(Claim.Adopted.class);
    }

    @Test
    void aProcessThatLostTheRunGivesNothingBack() {
        claim("a");
        TestDatabase.taken(run, taker);
        theirs.resume(run, taker);
        TestDatabase.dies(journal.fence());
        assertThat(taking(Pause.REAL).claim(intent("a"), TIMEOUT)).isInstanceOf(Claim.Adopted.class);

        assertThatThrownBy(() -> ledger.release(holds.get("a"), intent("a"), "which one?"))
                .isInstanceOf(ControlFlow.Disowned.class);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());
    }

    private static void sql(String statement, Object... values) throws SQLException {
        assertThat(TestDatabase.database().update(statement, values)).isOne();
    }

    private StoredLedger taking(Pause pause) {
        return new StoredLedger(TestDatabase.database(), theirs, Time.SYSTEM, pause, ids);
    }
}
