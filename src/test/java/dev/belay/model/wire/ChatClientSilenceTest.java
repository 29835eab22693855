package dev.belay.model.wire;

import static dev.belay.model.Plays.delta;
import static dev.belay.model.Plays.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.model.Plays;
import dev.belay.model.catalog.CallLimits;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What counts as silence, and how a call ends that would not end by itself.
class ChatClientSilenceTest extends ClientOnProvider {
    @Test
    void endsSilenceAfterTheRequest() throws InterruptedException {
        plays(Plays.silence());

        assertThat(failure(limits(SHORT, LONG)))
                .isInstanceOfSatisfying(Failure.Silent.class, silent -> assertThat(silent.phase())
                        .isEqualTo(Failure.Silent.Phase.FIRST_TOKEN));
        assertThat(provider.sawClose(5)).isTrue();
    }

    @Test
    void headersAndAnEmptyEventAreNoFirstToken() {
        plays((_, line) -> line.stream()
                .event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}")
                .awaitClose());

        assertThat(failure(limits(SHORT, LONG)).reason()).isEqualTo("silent");
    }

    @Test
    void endsAStall() throws InterruptedException {
        plays((_, line) -> line.stream().event(delta("Hel")).awaitClose());

        CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ask(limits(LONG, SHORT)));

        assertThat(failed.failure()).isInstanceOfSatisfying(Failure.Silent.class, silent -> assertThat(silent.phase())
                .isEqualTo(Failure.Silent.Phase.IDLE));
        assertThat(failed.usage().estimated()).isTrue();
        assertThat(failed.usage().outputTokens()).isPositive();
        assertThat(provider.sawClose(5)).isTrue();
    }

    @Test
    void commentsAreNoProgress() {
        plays((_, line) -> {
            line.stream().event(delta("Hel"));
            while (true) {
                line.chunk(": still here\n\n".getBytes(StandardCharsets.UTF_8));
            }
        });
        var manyBytes = new CallLimits(LONG, SHORT, LONG, 0, LONG, Integer.MAX_VALUE);

        assertThat(failure(manyBytes).reason()).isEqualTo("silent");
    }

    @Test
    void endsATrickle() {
        plays((_, line) -> {
            line.stream().event(delta("a"));
            line.awaitClose();
        });
        var floor = new CallLimits(LONG, LONG, LONG, 10, SHORT, 100_000);

        assertThat(failure(floor)).isInstanceOfSatisfying(Failure.Silent.class, silent -> assertThat(silent.phase())
                .isEqualTo(Failure.Silent.Phase.THROUGHPUT));
    }

    @Test
    void neverOutlastsTheDeadline() {
        plays(Plays.silence());

        CallFailed failed = catchThrowableOfType(
                CallFailed.class, () -> ask(limits(LONG, LONG), Deadline.after(SHORT, System::nanoTime)));

        assertThat(failed.failure()).isInstanceOf(Failure.DeadlinePassed.class);
    }

    @Test
    void cancellingClosesTheConnection() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        plays((_, line) -> {
            line.stream().event(delta("Hel"));
            begun.countDown();
            line.awaitClose();
        });
        workers.start(() -> {
            awaitQuietly(begun);
            cancellation.cancel("the caller left");
        });

        Throwable thrown = catchThrowable(() -> ask(limits(LONG, LONG)));

        assertThat(thrown).isInstanceOf(ControlFlow.Cancelled.class).hasMessage("the caller left");
        assertThat(provider.sawClose(5)).isTrue();
    }

    @Test
    void cancelledBeforeMeansNotAsked() {
        plays(says("Hello"));
        cancellation.cancel("too late");

        assertThat(catchThrowable(() -> ask(limits(LONG, LONG)))).isInstanceOf(ControlFlow.Cancelled.class);
        assertThat(provider.calls()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
