package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.platform.Database;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// Who was given up, or lost the run, comes back when others have gone on with its key.
class LateOutcomeTest extends LedgerOnDatabase {
    private static final Duration GIVEN_UP = TIMEOUT.plusMillis(200);

    private final Queue<Runnable> steps = new ArrayDeque<>();
    private final StoredLedger stepped = stepped();

    /// The first was given up, and fails while the second is about to claim.
    @Test
    void leavesTheKeyToWhoHasClaimedItMeanwhile() {
        granted();
        steps.add(() -> {}); // it is given up
        steps.add(() -> {
            assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
            stepped.settle(holds.get("a"), new EffectState.Failed("refused"), journal, fact("a"));
        });

        granted();

        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());
        stepped.awaitSettled(run, journal);
        assertThat(naps).as("the second is waited for, too").containsExactly(GIVEN_UP, GIVEN_UP);
        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
    }

    /// The first was given up, and its outcome is written twice because nobody heard that it had been.
    @Test
    void anOutcomeWrittenAgainDoesNotSettleTheNextClaim() {
        claim("a");
        EffectLedger.Hold first = holds.get("a");
        ledger.awaitSettled(run, journal);
        counting.trouble(Trouble.ANSWER_LOST);
        assertThatThrownBy(() -> settle("a", new EffectState.Failed("refused"))).isInstanceOf(LedgerUnavailable.class);
        counting.trouble(Trouble.NONE);
        assertThat(claim("a")).isInstanceOf(Claim.Mine.class);

        ledger.settle(first, new EffectState.Failed("refused"), journal, fact("a"));

        assertThat(journal.entries()).hasSize(1);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());
        assertThatThrownBy(() -> ledger.settle(first, new EffectState.Done("late"), journal, fact("a")))
                .hasMessageContaining("FAILED cannot become DONE");
        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());
        assertThat(settle("a", new EffectState.Done("written")).seq()).isEqualTo(2);
    }

    @Test
    void aProcessThatWakesUpDoesNotGiveUpWhatAnotherHasAdopted() {
        claim("a");
        long taker = TestDatabase.process();
        TestDatabase.taken(run, taker);
        TestDatabase.dies(journal.fence());
        Journals theirs = JournalsForTests.on(TestDatabase.database());
        theirs.resume(run, taker);
        var other = new StoredLedger(TestDatabase.database(), theirs, Time.SYSTEM, Pause.REAL, ids);
        var adopted = (Claim.Adopted) other.claim(intent("a"), TIMEOUT);

        ledger.awaitSettled(run, journal);

        assertThat(naps).as("it waited for its own").containsExactly(GIVEN_UP);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());
        other.settle(adopted.hold(), new EffectState.Done("found"), theirs.of(run), fact("a"));
        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("found"));
    }

    @Test
    void whoWatchesGivesUpOnlyTheClaimThatItSawAndWhenItsTimeIsOver() throws SQLException {
        EffectTable table = new EffectTable(TestDatabase.database());
        claim("in time");
        table.giveUpOverdue(key("in time").hash(), held("in time").claim(), "overdue");
        assertThat(stateOf("in time")).isEqualTo(new EffectState.Started());

        holds.put("late", ((Claim.Mine) ledger.claim(intent("late"), Duration.ofMillis(-1))).hold());
        table.giveUpOverdue(key("late").hash(), held("in time").claim(), "overdue");
        assertThat(stateOf("late")).isEqualTo(new EffectState.Started());
        table.giveUpOverdue(key("late").hash(), held("late").claim(), "overdue");
        assertThat(stateOf("late")).isEqualTo(new EffectState.InDoubt("overdue"));
    }

    @Test
    void whatCouldNotBeGivenUpIsGivenUpLater() {
        claim("a");
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> ledger.awaitSettled(run, journal)).isInstanceOf(LedgerUnavailable.class);

        counting.trouble(Trouble.NONE);
        ledger.awaitSettled(run, journal);

        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
    }

    private UnderWay.Held held(String what) {
        return (UnderWay.Held) holds.get(what);
    }

    private void granted() {
        holds.put("a", ((Claim.Mine) stepped.claim(intent("a"), TIMEOUT)).hold());
    }

    /// A ledger that does the steps, one before each of its connections.
    private StoredLedger stepped() {
        DataSource real = TestDatabase.source();
        Class<?>[] type = {DataSource.class};
        var source = (DataSource) Proxy.newProxyInstance(type[0].getClassLoader(), type, (_, method, arguments) -> {
            Runnable step = steps.poll();
            if (step != null) {
                step.run();
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return new StoredLedger(new Database(source), journals, new Time(Time.SYSTEM.wall(), nanos::get), leap, ids);
    }
}
