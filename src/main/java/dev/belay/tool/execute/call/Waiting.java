package dev.belay.tool.execute.call;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for work on another thread until it ends or the attempt is cancelled. The work goes on either way.
public final class Waiting {
    private Waiting() {}

    /// @throws ControlFlow.Cancelled if the attempt is cancelled first
    /// @throws RuntimeException what the work ended with
    public static <T> T forEnd(CompletableFuture<T> work, Cancellation attempt) {
        CompletableFuture<T> mine = work.thenApply(value -> value);
        try (var _ = attempt.onCancel(() -> mine.completeExceptionally(new ControlFlow.Cancelled(attempt.reason())))) {
            return mine.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlFlow.Cancelled("interrupted");
        }
    }
}
