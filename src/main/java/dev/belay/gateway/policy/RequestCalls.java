package dev.belay.gateway.policy;

import dev.belay.tier.Tiers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The most calls to providers that a whole request can cause in one process, by the strategy by which it can cause
/// most, because a request may choose any. A run that another process takes over, or that is resumed, begins to count
/// anew, and a shadow is reckoned as a request of its own: it begins when its run has ended.
///
/// One after the other, in whichever order, each tier may be begun anew when its framework breaks, takes at most so
/// many turns each time, and may have one corrective turn in each. In a race all do, and where the branch that
/// claimed the run falls, those that were cancelled do once more. In votes the turns of a voter are counted over all
/// votes, rounds and attempts of the run.
///
/// @param tiers those that ask models, also those that only a request puts in its order
/// @param perAsk the most calls that asking the route once can cause
public record RequestCalls(Asker asker, List<Tiers.Bound> tiers, Panel panel, int perAsk) {
    private static final int ASKS_A_TURN = 2;

    public RequestCalls {
        tiers = List.copyOf(tiers);
    }

    /// What one strategy comes to.
    ///
    /// @param turns of all tiers or voters
    /// @param aside calls to others than those that answer
    private record Way(String strategy, long turns, String told, long aside) {
        long most(int perAsk) {
            return turns * ASKS_A_TURN * perAsk + aside;
        }
    }

    public long most() {
        return dearest().most(perAsk);
    }

    /// The strategy by which it is so many.
    public String strategy() {
        return dearest().strategy();
    }

    /// How the number comes about.
    public String arithmetic() {
        Way way = dearest();
        String aside = way.aside() == 0 ? "" : panel.plus(perAsk, counts());
        return way.told() + ", × " + ASKS_A_TURN + " with a corrective turn in each, × " + perAsk + " calls of route "
                + asker.route() + aside + " = " + way.most(perAsk);
    }

    /// Of those by which it is as many, the simplest.
    private Way dearest() {
        return Stream.of(sequential(), race(), voting())
                .max(Comparator.comparingLong(way -> way.most(perAsk)))
                .orElseThrow();
    }

    private Way sequential() {
        return new Way("sequential", turns(), attempts(), 0);
    }

    private Way race() {
        boolean loses = tiers.size() > 1;
        String twice = loses ? ", × 2 if the tier that claimed the run falls" : "";
        return new Way("race", loses ? 2 * turns() : turns(), attempts() + twice, 0);
    }

    private Way voting() {
        long aside = panel.aside(perAsk, counts());
        if (panel.personas() > 0) {
            int longest = tiers.stream().mapToInt(Tiers.Bound::turns).max().orElse(0);
            String told = panel.personas() + " personas × " + longest + " turns in all votes";
            return new Way("voting", (long) panel.personas() * longest, told, aside);
        }
        String each = tiers.stream().map(tier -> tier.id() + " " + tier.turns()).collect(Collectors.joining(" + "));
        long turns = tiers.stream().mapToLong(Tiers.Bound::turns).sum();
        return new Way("voting", turns, "(" + each + ") turns in all votes", aside);
    }

    private long counts() {
        return panel.meaning().counts();
    }

    private long turns() {
        return tiers.stream()
                .mapToLong(tier -> (long) tier.attempts() * tier.turns())
                .sum();
    }

    private String attempts() {
        return tiers.stream()
                .map(tier -> tier.id() + " " + tier.attempts() + " × " + tier.turns())
                .collect(Collectors.joining(" + ", "(", ") attempts × turns"));
    }
}
