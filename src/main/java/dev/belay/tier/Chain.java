package dev.belay.tier;

import java.util.List;
import java.util.stream.Stream;

/// The ordered tiers of one request from the one that is called onwards. Immutable, never empty.
///
/// @param tiers ids
/// @param index place of the first of them in the whole chain, from 0
public record Chain(List<String> tiers, int index) {
    public Chain {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a chain holds at least one tier");
        }
    }

    public static Chain of(List<String> tiers) {
        return new Chain(tiers, 0);
    }

    public String first() {
        return tiers.getFirst();
    }

    public boolean last() {
        return tiers.size() == 1;
    }

    /// The same tiers in this order. Those that it does not name follow as they did.
    public Chain in(List<String> order) {
        List<String> named = order.stream().filter(tiers::contains).distinct().toList();
        List<String> others =
                tiers.stream().filter(tier -> !named.contains(tier)).toList();
        return new Chain(Stream.concat(named.stream(), others.stream()).toList(), index);
    }

    /// The chain below the first tier.
    public Chain rest() {
        return new Chain(tiers.subList(1, tiers.size()), index + 1);
    }
}
