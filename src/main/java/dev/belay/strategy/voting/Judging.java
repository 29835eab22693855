package dev.belay.strategy.voting;

import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// Has an arbiter choose: it sees what was said without names, and in an order that the seed says.
///
/// @param seeds a new one each time
record Judging(Arbiter arbiter, LongSupplier seeds) {

    /// @param chosen `null` if the arbiter did not come to a choice
    record Ruling(Heard chosen, String how, long seed) {}

    Ruling of(TierCall call, List<Heard> candidates) {
        long seed = seeds.getAsLong();
        List<Heard> shown = shuffled(candidates, seed);
        try {
            int place = arbiter.choose(
                    call, shown.stream().map(one -> one.said().text()).toList());
            return new Ruling(shown.get(place), "a judge chose it out of " + shown.size(), seed);
        } catch (TierFailed e) {
            return new Ruling(null, "the judge did not choose (" + e.failure().reason() + ")", seed);
        }
    }

    private static List<Heard> shuffled(List<Heard> candidates, long seed) {
        List<Heard> shown = new ArrayList<>(candidates);
        var random = new SplittableRandom(seed);
        for (int i = shown.size() - 1; i > 0; i--) {
            Collections.swap(shown, i, random.nextInt(i + 1));
        }
        return shown;
    }
}
