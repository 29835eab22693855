package dev.belay.drill;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counts and first moments by scope and key, for faults that pass. Remembers the latest 50,000 keys.
/// Thread-safe.
final class Tally {
    private static final int MOST_KEYS = 50_000;

    private record Key(String scope, String what) {}

    private final Map<Key, Long> values = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /// Counts one more and returns the count, from 1.
    synchronized int next(String scope, String what) {
        return values.merge(new Key(scope, what), 1L, Long::sum).intValue();
    }

    /// Takes one of `limit`; false if they are used up.
    synchronized boolean take(String scope, String what, int limit) {
        return values.getOrDefault(new Key(scope, what), 0L) < limit && next(scope, what) <= limit;
    }

    /// The value that was given first for this key.
    synchronized long first(String scope, String what, long value) {
        return values.computeIfAbsent(new Key(scope, what), _ -> value);
    }

    synchronized void clear() {
        values.clear();
    }

    synchronized void clear(String scope) {
        values.keySet().removeIf(key -> key.scope.equals(scope));
    }
}
