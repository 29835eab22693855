package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.journal.Entry;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The database goes away, or its answer does, in the middle of a claim or an outcome.
class LedgerTroubleTest extends LedgerOnDatabase {
    @Test
    void writesAnOutcomeLaterThatCouldNotBeWritten() {
        claim("a");
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> settle("a", new EffectState.Done("written"))).isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(() -> ledger.awaitSettled(run, journal))
                .as("no tier may start yet")
                .isInstanceOf(LedgerUnavailable.class);

        counting.trouble(Trouble.NONE);
        ledger.awaitSettled(run, journal);

        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("written"));
        assertThat(journal.entries()).extracting(Entry::fact).containsExactly(fact("a"));
    }

    @Test
    void writesAnOutcomeOnceThoughTheAnswerWasLost() {
        claim("a");
        counting.trouble(Trouble.ANSWER_LOST);
        assertThatThrownBy(() -> settle("a", new EffectState.Done("written"))).isInstanceOf(LedgerUnavailable.class);

        counting.trouble(Trouble.NONE);
        ledger.awaitSettled(run, journal);

        assertThat(stateOf("a")).isEqualTo(new EffectState.Done("written"));
        assertThat(journal.entries()).extracting(Entry::fact).containsExactly(fact("a"));
    }

    @Test
    void takesUpItsOwnClaimWhoseAnswerWasLost() {
        counting.trouble(Trouble.ANSWER_LOST);
        assertThatThrownBy(() -> claim("a")).isInstanceOf(LedgerUnavailable.class);
        counting.trouble(Trouble.NONE);
        assertThat(stateOf("a")).isEqualTo(new EffectState.Started());

        assertThat(claim("a")).isInstanceOf(Claim.Mine.class);
        assertThat(naps).as("nobody has to be waited for").isEmpty();
    }

    @Test
    void doesNotReleaseWhatAnotherProcessClaimed() {
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> claim("a")).isInstanceOf(LedgerUnavailable.class);
        counting.trouble(Trouble.NONE);
        assertThat(otherProcess().claim(intent("a"), Duration.ofMillis(-1))).isInstanceOf(Claim.Mine.class);

        assertThat(claim("a")).as("begun elsewhere, and overdue").isInstanceOf(Claim.Recorded.class);
        assertThat(stateOf("a")).isInstanceOf(EffectState.InDoubt.class);
    }

    @Test
    void causesNothingWithoutTheDatabase() {
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> claim("a")).isInstanceOf(LedgerUnavailable.class);

        counting.trouble(Trouble.NONE);
        assertThat(claim("a")).isInstanceOf(Claim.Mine.class);
    }
}
