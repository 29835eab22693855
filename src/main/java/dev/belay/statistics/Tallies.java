package dev.belay.statistics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// What this process counted and has not written yet. Thread-safe; bounded, whatever tools requests combine.
final class Tallies {
    private static final int MOST_KEYS = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private Map<Key, Sums> sums = new HashMap<>();

    void add(Key key, Sums more) {
        lock.lock();
        try {
            boolean room = sums.size() < MOST_KEYS || sums.containsKey(key);
            sums.merge(room ? key : key.lumped(), more, Sums::plus);
        } finally {
            lock.unlock();
        }
    }

    /// Everything so far; begins anew.
    Map<Key, Sums> take() {
        lock.lock();
        try {
            Map<Key, Sums> taken = sums;
            sums = new HashMap<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// What could not be written.
    void giveBack(Map<Key, Sums> taken) {
        taken.forEach(this::add);
    }
}
