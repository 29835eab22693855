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
    private final Deque<Guest> guests = new ArrayDeque<>();
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
        Guest guest;
        synchronized (this) {
            if (free > 0) {
                free--;
                return this::leave;
            }
            guest = guests.poll();
            if (guest == null && waiting.size() >= queue.length()) {
                throw full("and " + waiting.size() + " wait");
            }
            if (guest == null) {
                waiting.add(turn);
            }
        }
        if (guest != null) {
            guest.cancellation.cancel("its place at " + model + " was needed");
            return this::leave;
        }
        try (var _ = cancellation.onCancel(
                () -> turn.completeExceptionally(new ControlFlow.Cancelled(cancellation.reason())))) {
            await(turn, shorter(queue.maxWait(), deadline.remaining()));
            return this::leave;
        }
    }

    /// Takes a place that nobody needs, and gives it up to whoever would have to wait otherwise.
    ///
    /// @param cancellation stops the call when its place is needed
    /// @throws CallFailed if all places are taken
    public synchronized Place enterAsGuest(Cancellation cancellation) {
        if (free == 0) {
            throw full("and a guest does not wait");
        }
        free--;
        Guest guest = new Guest(cancellation);
        guests.add(guest);
        return guest;
    }

    private final class Guest implements Place {
        private final Cancellation cancellation;

        private Guest(Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        @Override
        public void close() {
            synchronized (Room.this) {
                if (guests.remove(this)) {
                    leave();
                }
            }
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
