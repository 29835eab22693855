package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.ledger.EffectClass;
import dev.belay.tool.Tool.Reconciliation;
import dev.belay.tool.ToolFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What becomes of an effect whose tool does not simply return.
class EffectRunTest {

    @Test
    void theDestinationSaysThatItHappened() {
        try (Rig rig = throwing(EffectClass.RECONCILABLE)) {
            rig.answer = () -> new Reconciliation.Happened("order 7");

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("order 7");
            assertThat(rig.ledger.states()).containsExactly("DONE");
        }
    }

    @Test
    void theDestinationSaysThatItDidNotHappen() {
        try (Rig rig = throwing(EffectClass.RECONCILABLE)) {
            rig.answer = Reconciliation.DidNotHappen::new;

            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.ERROR);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
            assertThat(rig.pauses)
                    .as("only between tries")
                    .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
    }

    @Test
    void notYetCountsOnlyWhenTheTimeoutHasPassed() {
        try (Rig rig = throwing(EffectClass.RECONCILABLE)) {
            AtomicInteger asked = new AtomicInteger();
            rig.answer = () -> asked.incrementAndGet() == 1
                    ? new Reconciliation.DidNotHappen(true)
                    : new Reconciliation.Happened("arrived");

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("arrived");
            assertThat(rig.pauses).singleElement().satisfies(pause -> assertThat(pause)
                    .isGreaterThan(Duration.ofSeconds(8)));
        }
    }

    @Test
    void aDestinationThatDoesNotKnowLeavesItInDoubt() {
        try (Rig rig = throwing(EffectClass.RECONCILABLE)) {
            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.IN_DOUBT);
        }
        try (Rig rig = throwing(EffectClass.RECONCILABLE)) {
            rig.answer = () -> {
                throw new IOException();
            };
            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.IN_DOUBT);
        }
    }

    @Test
    void aToolThatIsStillAtItMayYetActWhateverTheDestinationSays() {
        try (Rig rig = new Rig(EffectClass.RECONCILABLE, Duration.ofMillis(50), false)) {
            CountDownLatch hang = new CountDownLatch(1);
            rig.body = (_, _) -> {
                hang.await();
                return "late";
            };
            rig.answer = Reconciliation.DidNotHappen::new;

            ToolResult result = rig.call("c1", "{}", 1);
            hang.countDown();
            assertThat(result.status()).isEqualTo(Status.IN_DOUBT);
            assertThat(result.content()).contains("does not have it yet");
        }
    }

    @Test
    void aToolToldToStopMayStillSayWhatHappened() {
        try (Rig rig = new Rig(EffectClass.UNSAFE, Duration.ofMillis(200), false)) {
            rig.body = (_, context) -> {
                CountDownLatch stopped = new CountDownLatch(1);
                context.cancellation().onCancel(stopped::countDown);
                stopped.await();
                throw new ToolFailed("nothing was sent");
            };

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("nothing was sent");
            assertThat(rig.ledger.states()).containsExactly("FAILED");
        }
    }

    @Test
    void aKeyedEffectIsSentAgainUnderItsKey() {
        try (Rig rig = new Rig(EffectClass.KEYED)) {
            rig.body = (_, _) -> {
                if (rig.runs.get() < 3) {
                    throw new IOException();
                }
                return "paid";
            };

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("paid");
            assertThat(rig.runs).hasValue(3);
            assertThat(rig.keys).hasSize(3).containsOnly(rig.keys.getFirst()).doesNotContain("null");
        }
    }

    @Test
    void aKeyedEffectIsNotSentForEver() {
        try (Rig rig = throwing(EffectClass.KEYED)) {
            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.IN_DOUBT);
            assertThat(rig.runs).hasValue(3);
        }
    }

    @Test
    void aNoToTheSecondSendingSaysNothingAboutTheFirst() {
        try (Rig rig = new Rig(EffectClass.KEYED)) {
            rig.body = (_, _) -> {
                if (rig.runs.get() == 1) {
                    throw new IOException();
                }
                throw new ToolFailed("409: a request with this key is under way");
            };

            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.IN_DOUBT);
            assertThat(rig.runs).hasValue(2);
        }
    }

    private static Rig throwing(EffectClass effect) {
        Rig rig = new Rig(effect);
        rig.body = (_, _) -> {
            throw new IOException("secret-canary");
        };
        return rig;
    }
}
