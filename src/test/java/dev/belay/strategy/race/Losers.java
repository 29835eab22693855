package dev.belay.strategy.race;

import dev.belay.drill.log.Seen;
import java.util.List;

/// What the provider saw of those that lost a race.
public final class Losers {
    private Losers() {}

    /// Milliseconds from the end of the first whole answer until the last of the others had left.
    ///
    /// @param race what the provider saw of one, with one whole answer at least and somebody who left
    public static long late(List<Seen> race) {
        long first = race.stream()
                .filter(seen -> seen.played().complete())
                .mapToLong(seen -> seen.times().ended())
                .min()
                .orElseThrow();
        return race.stream()
                .filter(Seen::cancelled)
                .mapToLong(seen -> seen.times().cancelled() - first)
                .max()
                .orElseThrow();
    }
}
