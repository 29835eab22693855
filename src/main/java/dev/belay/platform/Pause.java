package dev.belay.platform;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits, unless somebody cancels. The only place where Belay lets time pass on purpose.
@FunctionalInterface
public interface Pause {
    Pause REAL = (duration, cancellation) -> {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var _ = cancellation.onCancel(cancelled::countDown)) {
            if (cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                cancellation.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlFlow.Cancelled("interrupted");
        }
    };

    /// @throws ControlFlow.Cancelled if cancelled before `duration` is over
    void await(Duration duration, Cancellation cancellation);
}
