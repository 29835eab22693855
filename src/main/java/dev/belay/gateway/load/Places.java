package dev.belay.gateway.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// Places for runs that are worked on at once, shared out fairly between callers.
///
/// No caller takes more than its share, so that there is room for others however long its runs last. Who finds no
/// place waits for a moment, in a queue that is bounded and shared out in the same way. A place that gets free goes to
/// the callers that wait in turn, whatever the number of requests each of them has waiting. Thread-safe; the thread
/// that enters is the one that waits.
public final class Places {
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Held> held = new HashMap<>();
    /// The callers that wait; whose turn it is comes first.
    private final Map<String, Deque<Waiting>> queue = new LinkedHashMap<>();

    private int taken;
    private int queued;
    private long weight;

    /// @param places for runs, over all callers
    /// @param share the part of everything that one caller may have, more than 0 and at most 1
    /// @param queue how many may wait
    /// @param patience how long one waits at most
    /// @param weight of all that have a place or wait; a single one that is heavier gets in where nobody else is
    public record Limits(int places, double share, int queue, Duration patience, long weight) {
        int placesOfOne() {
            return part(places);
        }

        int queueOfOne() {
            return queue == 0 ? 0 : part(queue);
        }

        long weightOfOne() {
            return (long) Math.ceil(weight * share);
        }

        private int part(int whole) {
            return Math.max(1, (int) Math.ceil(whole * share));
        }
    }

    public Places(Limits limits) {
        this.limits = limits;
    }

    /// How many places nobody has.
    public int free() {
        lock.lock();
        try {
            return Math.max(0, limits.places() - taken);
        } finally {
            lock.unlock();
        }
    }

    /// How many wait for a place.
    int waiting() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a place for a run that has to be worked on whether there is room or not.
    public Place takeUp(String caller, long weight) {
        lock.lock();
        try {
            load(caller, weight);
            return seat(caller, weight);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a place, waiting for it if need be.
    ///
    /// @param wait how long the caller can wait; it is never longer than the limit
    /// @return `null` if there is none
    public Place enter(String caller, long weight, Duration wait) {
        Waiting waiting;
        lock.lock();
        try {
            if (!bearable(caller, 0, weight)) {
                return null;
            }
            if (seatFor(caller)) {
                load(caller, weight);
                return seat(caller, weight);
            }
            if (!mayWait(caller)) {
                return null;
            }
            load(caller, weight);
            waiting = new Waiting(caller, weight);
            queue.computeIfAbsent(caller, _ -> new ArrayDeque<>()).add(waiting);
            queued++;
        } finally {
            lock.unlock();
        }
        return await(waiting, wait);
    }

    private Place await(Waiting waiting, Duration wait) {
        Duration longest = wait.compareTo(limits.patience()) < 0 ? wait : limits.patience();
        try {
            return waiting.seat().get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return leaveQueue(waiting);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return leaveQueue(waiting);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @return the place that was given at the last moment, or `null`
    private Place leaveQueue(Waiting waiting) {
        lock.lock();
        try {
            Deque<Waiting> own = queue.get(waiting.caller());
            if (own == null || !own.remove(waiting)) {
                return waiting.seat().getNow(null);
            }
            if (own.isEmpty()) {
                queue.remove(waiting.caller());
            }
            queued--;
            unload(waiting.caller(), waiting.weight());
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void leave(String caller, long weight) {
        lock.lock();
        try {
            taken--;
            of(caller).places--;
            unload(caller, weight);
            seatWhoWaits();
        } finally {
            lock.unlock();
        }
    }

    /// @param now what the place weighs
    private boolean grow(String caller, long now, long more) {
        lock.lock();
        try {
            if (!bearable(caller, now, more)) {
                return false;
            }
            weight += more;
            of(caller).weight += more;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void seatWhoWaits() {
        while (taken < limits.places()) {
            var next = queue.entrySet().stream()
                    .filter(caller -> seatFor(caller.getKey()))
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            String caller = next.get().getKey();
            Deque<Waiting> own = queue.remove(caller);
            Waiting first = own.remove();
            if (!own.isEmpty()) {
                queue.put(caller, own); // behind the others
            }
            queued--;
            first.seat().complete(seat(caller, first.weight()));
        }
    }

    /// As long as a place is free, only callers wait that have their share: whoever comes now overtakes nobody.
    private boolean seatFor(String caller) {
        return taken < limits.places() && of(caller).places < limits.placesOfOne();
    }

    private boolean mayWait(String caller) {
        Deque<Waiting> own = queue.get(caller);
        return queued < limits.queue() && (own == null || own.size() < limits.queueOfOne());
    }

    /// What has all of its caller's, or everybody's, weight may have more: it is the only one.
    ///
    /// @param now what the one that wants more weighs already
    private boolean bearable(String caller, long now, long more) {
        long own = of(caller).weight;
        return (weight == now || weight + more <= limits.weight())
                && (own == now || own + more <= limits.weightOfOne());
    }

    private Place seat(String caller, long weight) {
        taken++;
        of(caller).places++;
        return new Place(this, caller, weight);
    }

    private void load(String caller, long more) {
        weight += more;
        Held of = held.computeIfAbsent(caller, _ -> new Held());
        of.weight += more;
        of.requests++;
    }

    private void unload(String caller, long less) {
        weight -= less;
        Held of = of(caller);
        of.weight -= less;
        if (--of.requests == 0) {
            held.remove(caller);
        }
    }

    private Held of(String caller) {
        return held.getOrDefault(caller, new Held());
    }

    /// What one caller has.
    private static final class Held {
        private int places;
        private int requests;
        private long weight;
    }

    private record Waiting(String caller, long weight, CompletableFuture<Place> seat) {
        Waiting(String caller, long weight) {
            this(caller, weight, new CompletableFuture<>());
        }
    }

    /// A place that somebody has. Thread-safe.
    public static final class Place implements Runnable {
        private final String caller;
        private long weight;
        private Places places;

        private Place(Places places, String caller, long weight) {
            this.places = places;
            this.caller = caller;
            this.weight = weight;
        }

        /// Takes more memory.
        ///
        /// @return whether there is room for it
        public synchronized boolean grow(long more) {
            if (places == null || !places.grow(caller, weight, more)) {
                return false;
            }
            weight += more;
            return true;
        }

        /// Leaves it, the first time.
        @Override
        public synchronized void run() {
            Places left = places;
            places = null;
            if (left != null) {
                left.leave(caller, weight);
            }
        }
    }
}
