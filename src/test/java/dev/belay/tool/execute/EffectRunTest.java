package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectLedger.Sending;
import dev.belay.platform.Time;
import dev.belay.tool.Tool.Reconciliation;
import dev.belay.tool.ToolDescription.Traits;
import dev.belay.tool.ToolFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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

    /// The second try begins when half of the time for tries is over, and its request may arrive for another timeout.
    @Test
    void whatWasSentLateIsAskedForWhenItMustHaveArrived() {
        AtomicLong nanos = new AtomicLong();
        AtomicReference<Rig> waiting = new AtomicReference<>();
        Time time = new Time(
                Time.SYSTEM.wall(), () -> nanos.get() + waited(waiting.get()).toNanos());
        var description = Rig.described(EffectClass.RECONCILABLE, Duration.ofSeconds(10), new Traits(false, false));
        try (Rig rig = new Rig(description, Map.of(), time)) {
            waiting.set(rig);
            rig.body = (_, _) -> {
                if (rig.runs.get() == 1) {
                    nanos.addAndGet(Duration.ofSeconds(13).toNanos());
                }
                throw new IOException();
            };
            rig.answer = () -> switch (rig.pauses.size()) {
                case 0 -> new Reconciliation.DidNotHappen();
                case 1 -> new Reconciliation.DidNotHappen(true);
                default -> new Reconciliation.Happened("arrived");
            };

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("arrived");
            assertThat(rig.runs).hasValue(2);
            assertThat(rig.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(10));
            assertThat(rig.ledger.sends).as("each is told to the ledger first").hasValue(2);
        }
    }

    /// Who adopts it counts from what the ledger says.
    @Test
    void aLeaseThatHasToBeRenewedFirstDelaysNoMarkedSending() {
        AtomicLong nanos = new AtomicLong();
        AtomicLong marked = new AtomicLong();
        AtomicLong sent = new AtomicLong();
        try (Rig rig = timed(nanos)) {
            rig.lease.onCheck = () -> nanos.addAndGet(Duration.ofSeconds(8).toNanos());
            rig.ledger.sending = () -> {
                marked.set(nanos.get());
                return Sending.NOW;
            };
            rig.body = (_, _) -> {
                sent.set(nanos.get());
                return "done";
            };

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("done");
            assertThat(sent).hasPositiveValue().hasValue(marked.get());
        }
    }

    @Test
    void whatTookLongToMarkIsMarkedAgainBeforeItIsSent() {
        try (Rig rig = new Rig(EffectClass.RECONCILABLE)) {
            rig.ledger.sending = () -> rig.ledger.sends.get() < 3 ? Sending.LATE : Sending.NOW;

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("done");
            assertThat(rig.ledger.sends).hasValue(3);
            assertThat(rig.runs).hasValue(1);
        }
    }

    @Test
    void whatCannotBeMarkedInTimeIsNotSent() {
        AtomicLong nanos = new AtomicLong();
        try (Rig rig = timed(nanos)) {
            rig.ledger.sending = () -> {
                nanos.addAndGet(Duration.ofSeconds(4).toNanos());
                return Sending.LATE;
            };

            assertThat(rig.call("c1", "{}", 1).content()).contains("no time was left");
            assertThat(rig.runs).hasValue(0);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
        }
    }

    @Test
    void whoLosesItsLeaseWhileItMarksSendsNothing() {
        try (Rig rig = new Rig(EffectClass.RECONCILABLE)) {
            rig.ledger.sending = () -> {
                rig.lease.lost = true;
                return Sending.LATE;
            };

            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.Disowned.class);
            assertThat(rig.runs).hasValue(0);
        }
    }

    private static Rig timed(AtomicLong nanos) {
        var description = Rig.described(EffectClass.RECONCILABLE, Duration.ofSeconds(10), new Traits(false, false));
        return new Rig(description, Map.of(), new Time(Time.SYSTEM.wall(), nanos::get));
    }

    private static Duration waited(Rig rig) {
        return rig == null ? Duration.ZERO : rig.pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void whatWasGivenUpMeanwhileIsNotSent() {
        try (Rig rig = throwing(EffectClass.RECONCILABLE)) {
            rig.ledger.givenUp = true;

            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.ERROR);
            assertThat(rig.runs).hasValue(0);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
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
