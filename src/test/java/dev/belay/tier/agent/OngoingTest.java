package dev.belay.tier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.tier.TierBroke;
import dev.belay.tier.TierFailed;
import dev.belay.tier.support.Scene;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OngoingTest {
    private final Cancellation cancellation = new Cancellation();

    private Ongoing until(Duration left) {
        Deadline deadline = Deadline.after(left, System::nanoTime);
        return new Ongoing(deadline, cancellation, new AttemptJournal(new Scene().journal()));
    }

    private static Throwable end(Ongoing ongoing, RuntimeException thrown) {
        ongoing.work(() -> {
            throw thrown;
        });
        return catchThrowable(ongoing::await);
    }

    @Test
    void aDoorThatNoticesTheDeadlineFirstCancelsNobody() {
        Throwable thrown = end(until(Duration.ZERO), new ControlFlow.Cancelled("the deadline passed"));

        assertThat(thrown).isInstanceOf(TierFailed.class);
        assertThat(((TierFailed) thrown).failure()).isInstanceOf(Failure.DeadlinePassed.class);
    }

    @Test
    void aCancelledRunStaysCancelledThoughTheDeadlinePassed() {
        Ongoing ongoing = until(Duration.ZERO);
        cancellation.cancel("the caller has gone");

        assertThat(catchThrowable(ongoing::await))
                .isInstanceOf(ControlFlow.Cancelled.class)
                .hasMessage("the caller has gone");
    }

    @Test
    void controlFlowPasses() {
        var asks = new ControlFlow.NeedsHuman("may it?", "pay");

        assertThat(end(until(Duration.ofMinutes(1)), asks)).isSameAs(asks);
    }

    @Test
    void anErrorIsAFaultOfTheTier() {
        Ongoing ongoing = until(Duration.ofMinutes(1));
        ongoing.work(() -> {
            throw new OutOfMemoryError("pretended");
        });

        assertThat(catchThrowable(ongoing::await)).isInstanceOf(TierBroke.class).hasMessageNotContaining("pretended");
    }
}
