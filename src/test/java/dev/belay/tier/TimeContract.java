package dev.belay.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A tier keeps to the deadline and stops when it is told to.
interface TimeContract extends TierOnStage {
    @Test
    default void startsNothingAfterTheDeadline() {
        scene().deadline(Deadline.after(Duration.ofMillis(900), System::nanoTime));

        assertThat(fall()).isInstanceOf(Failure.DeadlinePassed.class);
        assertThat(scene().model.asked()).isZero();
    }

    @Test
    default void leavesTheReserveOfTheDeadline() {
        CountDownLatch stopped = new CountDownLatch(1);
        Deadline deadline = Deadline.after(Duration.ofMillis(1500), System::nanoTime);
        scene().deadline(deadline);
        scene().model.script((_, ask) -> silence(ask.cancellation(), stopped));

        assertThat(fall()).isInstanceOf(Failure.DeadlinePassed.class);
        assertThat(deadline.passed()).as("the reserve is still there").isFalse();
        Awaitility.await().until(() -> stopped.getCount() == 0);
        assertThat(scene().facts(Entry.Decision.class)).isEmpty();
    }

    @Test
    default void stopsAtOnceWhenCancelled() {
        CountDownLatch stopped = new CountDownLatch(1);
        scene().model.script((_, ask) -> {
            Thread.startVirtualThread(() -> scene().cancellation.cancel("the caller has gone"));
            return silence(ask.cancellation(), stopped);
        });

        assertThatThrownBy(this::attempt)
                .isInstanceOf(ControlFlow.Cancelled.class)
                .hasMessage("the caller has gone");
        Awaitility.await().until(() -> stopped.getCount() == 0);
        assertThat(scene().facts(Entry.Decision.class)).isEmpty();
    }

    /// A model that says something only when it is told to stop.
    private static Message.Assistant silence(Cancellation cancellation, CountDownLatch stopped) {
        try {
            CountDownLatch told = new CountDownLatch(1);
            cancellation.onCancel(told::countDown);
            told.await();
            return new Message.Assistant("too late");
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts work", e);
        } finally {
            stopped.countDown();
        }
    }
}
