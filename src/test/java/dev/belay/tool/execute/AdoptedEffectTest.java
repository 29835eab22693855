package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.ControlFlow;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.tool.Tool.Reconciliation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a dead process may have sent never becomes "certainly no effect" because who adopts it is stopped.
class AdoptedEffectTest {
    private static final EffectKey KEY = new EffectKey("root", "act", "{\"n\":1}", 0);

    /// Adopting can take seconds. What is found out afterwards begins nothing.
    @ParameterizedTest
    @CsvSource({"UNSAFE, IN_DOUBT, 0", "KEYED, DONE, 1", "RECONCILABLE, FAILED, 0"})
    void anAttemptCancelledWhileItAdoptsStillFindsOut(EffectClass effect, String state, int sent) {
        try (Rig rig = left(effect)) {
            rig.answer = Reconciliation.DidNotHappen::new;
            rig.ledger.afterClaim = () -> rig.attempt.cancel("enough");

            heardOrCancelled(rig);

            Awaitility.await().until(() -> rig.events.size() == 2);
            assertThat(rig.ledger.states()).containsExactly(state);
            assertThat(rig.runs).hasValue(sent);
            assertThat(rig.keys).allMatch(KEY.hash()::equals);
        }
    }

    @Test
    void anAttemptCancelledWhileItAsksSendsNothing() {
        try (Rig rig = left(EffectClass.RECONCILABLE)) {
            rig.answer = () -> {
                rig.attempt.cancel("enough");
                return new Reconciliation.DidNotHappen();
            };

            heardOrCancelled(rig);

            Awaitility.await().until(() -> rig.events.size() == 2);
            assertThat(rig.runs).hasValue(0);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "RECONCILABLE", "UNSAFE"})
    void aProcessThatTakesNoMoreWorkLeavesItToTheNext(EffectClass effect) {
        try (Rig rig = left(effect)) {
            rig.ledger.afterClaim = () -> rig.workers().close();

            assertThatThrownBy(() -> rig.call("c1", "{\"n\":1}", 1)).isInstanceOf(RejectedExecutionException.class);

            assertThat(rig.ledger.states()).containsExactly("STARTED");
            assertThat(rig.journal.results()).isEmpty();
        }
    }

    @Test
    void aProcessThatLosesItsLeaseBeforeItSendsAgainLeavesItToTheNext() {
        try (Rig rig = left(EffectClass.KEYED)) {
            rig.lease.lost = true;

            assertThatThrownBy(() -> rig.call("c1", "{\"n\":1}", 1)).isInstanceOf(ControlFlow.Disowned.class);

            assertThat(rig.ledger.states()).containsExactly("STARTED");
            assertThat(rig.runs).hasValue(0);
            rig.lease.lost = false;
            assertThat(rig.call("c1", "{\"n\":1}", 1).content()).isEqualTo("done");
            assertThat(rig.keys).isEqualTo(List.of(KEY.hash()));
        }
    }

    /// Which of the two is a matter of who is first.
    private static void heardOrCancelled(Rig rig) {
        try {
            rig.call("c1", "{\"n\":1}", 1);
        } catch (ControlFlow.Cancelled e) {
            assertThat(e).hasMessage("enough");
        }
    }

    private static Rig left(EffectClass effect) {
        Rig rig = new Rig(effect);
        rig.ledger.leave(KEY, Duration.ofMinutes(1));
        return rig;
    }
}
