package dev.belay.gateway.door;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many runs are worked on at once. Thread-safe.
final class Places {
    private final Semaphore places;

    Places(int number) {
        this.places = new Semaphore(number);
    }

    int free() {
        return places.availablePermits();
    }

    /// @return leaves the place, the first time it is called; `null` if there is none
    Runnable enter() {
        if (!places.tryAcquire()) {
            return null;
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.compareAndSet(true, false)) {
                places.release();
            }
        };
    }
}
