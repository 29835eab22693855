package dev.belay.strategy.voting.count;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Puts votes into groups in which each is the same as all others. What groups there are depends on what was said
/// alone, and on no order: the two that are most alike are joined, again and again, as long as nothing in one differs
/// from anything in the other (agglomerative clustering with complete linkage). Of pairs that are as alike, the one
/// whose texts come first is joined first.
final class Grouping {
    private final Measure measure;

    private Grouping(Measure measure) {
        this.measure = measure;
    }

    /// @return in the order of their earliest voters, each in the order of the voters
    static List<List<Cast>> of(List<Cast> casts, Measure measure) {
        List<Group> groups = new ArrayList<>();
        casts.forEach(cast -> groups.add(new Group(List.of(cast))));
        Grouping grouping = new Grouping(measure);
        for (Pair best = grouping.best(groups); best != null; best = grouping.best(groups)) {
            groups.remove(best.one());
            groups.remove(best.other());
            groups.add(best.joined());
        }
        return groups.stream()
                .map(Group::casts)
                .sorted(Comparator.comparingInt(group -> group.getFirst().place()))
                .toList();
    }

    /// @param key the same for the same texts, whoever said them
    private record Group(List<Cast> casts, String key) {
        Group(List<Cast> casts) {
            this(
                    casts.stream().sorted(Comparator.comparingInt(Cast::place)).toList(),
                    casts.stream().map(cast -> cast.meaning().key()).sorted().collect(Collectors.joining("\u0000")));
        }
    }

    private record Pair(Group one, Group other, double likeness) {
        private static final Comparator<Pair> FIRST = Comparator.comparingDouble(Pair::likeness)
                .reversed()
                .thenComparing(Pair::first)
                .thenComparing(Pair::second);

        Group joined() {
            List<Cast> casts = new ArrayList<>(one.casts());
            casts.addAll(other.casts());
            return new Group(casts);
        }

        private String first() {
            return one.key().compareTo(other.key()) <= 0 ? one.key() : other.key();
        }

        private String second() {
            return one.key().compareTo(other.key()) <= 0 ? other.key() : one.key();
        }
    }

    /// The pair to be joined next, or `null` if none can be.
    private Pair best(List<Group> groups) {
        Pair best = null;
        for (int i = 0; i < groups.size(); i++) {
            for (int k = i + 1; k < groups.size(); k++) {
                Pair pair = pair(groups.get(i), groups.get(k));
                if (pair != null && (best == null || Pair.FIRST.compare(pair, best) < 0)) {
                    best = pair;
                }
            }
        }
        return best;
    }

    /// `null` if anything in one differs from anything in the other.
    private Pair pair(Group one, Group other) {
        double likeness = 1;
        for (Cast left : one.casts()) {
            for (Cast right : other.casts()) {
                if (left.acts() != right.acts() || !measure.same(left.meaning(), right.meaning())) {
                    return null;
                }
                likeness = Math.min(likeness, measure.likeness(left.meaning(), right.meaning()));
            }
        }
        return new Pair(one, other, likeness);
    }
}
