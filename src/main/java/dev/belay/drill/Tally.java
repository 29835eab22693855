package dev.belay.drill;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counts and first moments by key, for faults that pass. Remembers the latest 50,000 keys. Thread-safe.
final class Tally {
    private static final int MOST_KEYS = 50_000;

    private final Map<String, Long> values = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /// Counts one more and returns the count, from 1.
    synchronized int next(String key) {
        return values.merge(key, 1L, Long::sum).intValue();
    }

    /// Takes one of `limit`; false if they are used up.
    synchronized boolean take(String key, int limit) {
        return values.getOrDefault(key, 0L) < limit && next(key) <= limit;
    }

    /// The value that was given first for this key.
    synchronized long first(String key, long value) {
        return values.computeIfAbsent(key, _ -> value);
    }

    synchronized void clear() {
        values.clear();
    }
}
