package dev.belay.statistics.experiment;

import java.util.EnumMap;
import java.util.Map;

/// How often shadows did what their runs did.
///
/// @param ends how often each was the end; all are there
public record Agreement(Map<ShadowEnd, Long> ends) {
    public Agreement {
        Map<ShadowEnd, Long> all = new EnumMap<>(ShadowEnd.class);
        for (ShadowEnd end : ShadowEnd.values()) {
            all.put(end, ends.getOrDefault(end, 0L));
        }
        ends = Map.copyOf(all);
    }

    public long agreed() {
        return ends.get(ShadowEnd.AGREED);
    }

    /// Shadows of which it can be said.
    public long compared() {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().compared())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// Part of those that agreed, or `null` if there were none.
    public Double rate() {
        return compared() == 0 ? null : (double) agreed() / compared();
    }

    /// @return `null` if there were none
    public Interval interval(Confidence confidence) {
        return compared() == 0 ? null : Rates.of(confidence).wilson(agreed(), compared());
    }
}
