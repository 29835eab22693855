package dev.belay.model.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer.Flaw;
import dev.belay.exchange.Usage;
import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.health.Health;
import dev.belay.model.Configs;
import dev.belay.model.wire.Answered;
import dev.belay.model.wire.CallFailed;
import dev.belay.platform.Time;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class GateTest {
    private static final Answered ANSWER =
            new Answered(new Message.Assistant("hi"), FinishReason.STOP, Usage.NONE, "m", Duration.ZERO);

    private final AtomicInteger calls = new AtomicInteger();

    private static Gate gate(String delay) {
        Configs configs = Configs.of(
                "belay.models.m.base-url",
                "http://localhost/v1",
                "belay.calls.breaker.requests",
                "4",
                "belay.calls.breaker.delay",
                delay);
        Gates gates = new Gates(
                configs.catalog(),
                configs.calls(),
                new Health("test", Time.SYSTEM, _ -> {}),
                Time.SYSTEM,
                Duration.ofSeconds(10));
        return gates.of(configs.catalog().model("m").orElseThrow());
    }

    private Failure fail(Gate gate, Failure failure) {
        return catchThrowableOfType(
                        CallFailed.class,
                        () -> gate.pass(() -> {
                            calls.incrementAndGet();
                            throw new CallFailed(failure);
                        }))
                .failure();
    }

    @Test
    void opensAndAsksNoMore() {
        Gate gate = gate("1h");
        for (int i = 0; i < 4; i++) {
            fail(gate, new Failure.Overloaded("busy", null));
        }

        assertThat(gate.state()).isEqualTo(Breaker.OPEN);
        assertThat(fail(gate, new Failure.Overloaded("busy", null))).isInstanceOf(Failure.BreakerOpen.class);
        assertThat(calls).hasValue(4);
    }

    @Test
    void closesAfterAProbeThatAnswers() {
        Gate gate = gate("1ms");
        for (int i = 0; i < 4; i++) {
            fail(gate, new Failure.Overloaded("busy", null));
        }
        Awaitility.await().until(() -> gate.state() == Breaker.HALF_OPEN);

        gate.pass(() -> ANSWER);

        assertThat(gate.state()).isEqualTo(Breaker.CLOSED);
    }

    @Test
    void opensAgainAfterAProbeThatFails() {
        Gate gate = gate("1s");
        for (int i = 0; i < 4; i++) {
            fail(gate, new Failure.Overloaded("busy", null));
        }
        Awaitility.await().until(() -> gate.state() == Breaker.HALF_OPEN);

        fail(gate, new Failure.ConnectionLost("gone"));

        assertThat(gate.state()).isEqualTo(Breaker.OPEN);
    }

    @Test
    void countsNothingThatIsNotTheProvidersFault() {
        Gate gate = gate("1h");
        for (int i = 0; i < 5; i++) {
            fail(gate, new Failure.InvalidRequest("wrong"));
            fail(gate, new Failure.ContextTooLong("long"));
            fail(gate, new Failure.BadAnswer("empty", Flaw.EMPTY));
            fail(gate, new Failure.ContentRejected("no"));
            fail(gate, new Failure.DeadlinePassed("over"));
            catchThrowable(() -> gate.pass(() -> {
                throw new ControlFlow.Cancelled("gone");
            }));
        }

        assertThat(gate.state()).isEqualTo(Breaker.CLOSED);
        assertThat(gate.pass(() -> ANSWER)).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @MethodSource("whatSaysNothing")
    void aProbeThatSaysNothingOfTheModelDoesNotCloseIt(RuntimeException end) {
        Gate gate = gate("1s");
        for (int i = 0; i < 4; i++) {
            fail(gate, new Failure.Overloaded("busy", null));
        }
        Awaitility.await().until(() -> gate.state() == Breaker.HALF_OPEN);

        Throwable thrown = catchThrowable(() -> gate.pass(() -> {
            throw end;
        }));

        assertThat(thrown).isSameAs(end);
        assertThat(gate.state()).isEqualTo(Breaker.OPEN);
    }

    static Stream<RuntimeException> whatSaysNothing() {
        return Stream.of(
                new ControlFlow.Cancelled("gone"),
                new CallFailed(new Failure.DeadlinePassed("over")),
                new CallFailed(new Failure.Saturated("full")),
                new IllegalStateException("ours"));
    }

    @Test
    void aProbeThatIsRefusedForItsRequestClosesIt() {
        Gate gate = gate("1ms");
        for (int i = 0; i < 4; i++) {
            fail(gate, new Failure.Overloaded("busy", null));
        }
        Awaitility.await().until(() -> gate.state() == Breaker.HALF_OPEN);

        fail(gate, new Failure.InvalidRequest("wrong"));

        assertThat(gate.state()).isEqualTo(Breaker.CLOSED);
    }

    @Test
    void letsControlFlowThrough() {
        Throwable thrown = catchThrowable(() -> gate("1h").pass(() -> {
            throw new ControlFlow.Cancelled("gone");
        }));

        assertThat(thrown).isInstanceOf(ControlFlow.Cancelled.class).hasMessage("gone");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
