package dev.belay.soak;

import java.util.List;

/// Whether something grows. The first fifth of the values is warm-up and not looked at; of what follows, the median of
/// the last third may be above that of the first third by a twentieth and by what the gauge allows besides.
///
/// @param first median of the first third
/// @param last median of the last third
/// @param limit the most that the last may be
record Trend(long first, long last, long limit) {
    /// With fewer values, warm-up included, nothing can be said.
    static final int FEWEST = 15;

    /// @param values in the order in which they were taken, [#FEWEST] at least
    static Trend of(List<Long> values, long slack) {
        List<Long> counted = values.subList(values.size() / 5, values.size());
        int third = counted.size() / 3;
        long first = median(counted.subList(0, third));
        return new Trend(
                first, median(counted.subList(counted.size() - third, counted.size())), first + first / 20 + slack);
    }

    boolean grows() {
        return last > limit;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
