package dev.belay.model.guard;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.model.CallsConfig;
import dev.belay.model.wire.CallFailed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// The calls that one model answers at the same time, and those that wait for a place, first come, first served. Many
/// runs that are taken up at once must not fail for being many. Thread-safe.
public final class Room {
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private final String model;
    private final CallsConfig.Queue queue;
    private final int places;
    private int free;

    /// @param model id in configuration
    /// @param places calls at the same time
    public Room(String model, int places, CallsConfig.Queue queue) {
        this.model = model;
        this.queue = queue;
        this.places = places;
        this.free = places;
    }

    /// A place, until it is closed.
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits for a place, on a virtual thread.
    ///
    /// @throws CallFailed if none became free in time, or too many wait already
    /// @throws ControlFlow.Cancelled if the call was cancelled meanwhile
    public Place enter(Deadline deadline, Cancellation cancellation) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            if (free > 0) {
                free--;
                return this::leave;
            }
            if (waiting.size() >= queue.length()) {
                throw full("and " + waiting.size() + " wait");
            }
            waiting.add(turn);
        }
        try (var _ = cancellation.onCancel(
                () -> turn.completeExceptionally(new ControlFlow.Cancelled(cancellation.reason())))) {
            await(turn, shorter(queue.maxWait(), deadline.remaining()));
            return this::leave;
        }
    }

    /// How many wait.
    synchronized int waiting() {
        return waiting.size();
    }

    /// Whoever completes the turn first decides: a place, the limit, or the cancellation.
    private void await(CompletableFuture<Void> turn, Duration limit) {
        try {
            turn.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).join();
        } catch (CompletionException e) {
            giveUp(turn);
            if (e.getCause() instanceof ControlFlow.Cancelled cancelled) {
                throw cancelled;
            }
            throw full("and no place became free in " + limit.toMillis() + " ms");
        }
    }

    private synchronized void giveUp(CompletableFuture<Void> turn) {
        waiting.remove(turn);
    }

    /// The place goes to the first who still waits.
    private synchronized void leave() {
        for (CompletableFuture<Void> next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.complete(null)) {
                return;
            }
        }
        free++;
    }

    private CallFailed full(String why) {
        return new CallFailed(new Failure.Saturated(model + " already answers " + places + " calls, " + why));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
