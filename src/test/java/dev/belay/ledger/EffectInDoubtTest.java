package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.platform.Pause;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// When an effect is in doubt, who waits for it, and what is done about it.
class EffectInDoubtTest extends LedgerOnDatabase {
    @Test
    void asksAPersonWhenAnotherEffectOfTheToolIsInDoubt() {
        claim("a");
        settle("a", new EffectState.InDoubt("no answer"));

        assertThat(claim("a")).isEqualTo(new Claim.Recorded(new EffectState.InDoubt("no answer")));
        assertThat(claim("a, reworded")).isInstanceOf(Claim.AskPerson.class);
        EffectKey otherTool = new EffectKey(run, "other", "{}", 0);
        assertThat(ledger.claim(new EffectLedger.Intent(otherTool, run, EffectClass.UNSAFE), TIMEOUT))
                .isInstanceOf(Claim.Mine.class);
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
    void waitsOutAnUnfinishedEffectThenCallsItInDoubt() {
        claim("a");

        ledger.awaitSettled(run, journal);

        assertThat(naps).containsExactly(TIMEOUT.plusMillis(200));
        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
        assertThat(claim("b")).isInstanceOf(Claim.AskPerson.class);
    }

    @Test
    void goesOnAsSoonAsTheEffectIsSettled() throws Exception {
        StoredLedger real = ledger(Pause.REAL);
        var mine = (Claim.Mine) real.claim(intent("a"), Duration.ofHours(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = threads.submit(() -> real.awaitSettled(run, journal));
            real.settle(mine.hold(), new EffectState.Done("written"), journal, fact("a"));
            waiting.get();
        }
        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("written"));
    }

    @Test
    void believesALateOutcome() {
        claim("a");
        claim("b");
        ledger.awaitSettled(run, journal);

        settle("a", new EffectState.Done("written after all"));
        settle("b", new EffectState.Failed("refused after all"));

        assertThat(claim("a")).isEqualTo(new Claim.Recorded(new EffectState.Done("written after all")));
        assertThat(claim("c")).as("nothing is in doubt any more").isInstanceOf(Claim.Mine.class);
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

        ledger.awaitSettled(run, journal);

        assertThat(ledger.effects(run))
                .extracting(effect -> effect.state().name())
                .containsExactlyInAnyOrder("IN_DOUBT", "STARTED");
    }
}
