package dev.belay.strategy.voting.count;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/// The votes of one round, counted. Immutable.
///
/// @param casts in the order of their voters
/// @param groups of those that say the same, the largest first, and of those as large that of the earliest voter
public record Tally(List<Cast> casts, List<List<Cast>> groups) {
    public Tally {
        casts = List.copyOf(casts);
        groups = groups.stream().map(List::copyOf).toList();
    }

    /// A vote joins the first group with all of which it is the same.
    public static Tally of(List<Cast> casts, BiPredicate<Cast, Cast> same) {
        List<Cast> ordered =
                casts.stream().sorted(Comparator.comparingInt(Cast::place)).toList();
        List<List<Cast>> groups = new ArrayList<>();
        for (Cast cast : ordered) {
            groups.stream()
                    .filter(group -> group.stream().allMatch(member -> same.test(member, cast)))
                    .findFirst()
                    .ifPresentOrElse(group -> group.add(cast), () -> groups.add(new ArrayList<>(List.of(cast))));
        }
        groups.sort(Comparator.comparingInt((List<Cast> group) -> -group.size()));
        return new Tally(ordered, groups);
    }

    /// Groups of which none is larger.
    public List<List<Cast>> leaders() {
        return groups.stream()
                .filter(group -> group.size() == groups.getFirst().size())
                .toList();
    }

    /// How many are of one mind.
    public int most() {
        return groups.isEmpty() ? 0 : groups.getFirst().size();
    }

    /// The share of those that voted who are of one mind.
    public double agreement() {
        return casts.isEmpty() ? 0 : (double) most() / casts.size();
    }

    /// How alike a vote is to the others on average; `null` if there is no other. A measure of the vote,
    /// not the voter's own opinion.
    public Double confidence(Cast cast) {
        return casts.size() < 2
                ? null
                : casts.stream()
                        .filter(other -> other != cast)
                        .mapToDouble(other -> cast.meaning().likeness(other.meaning()))
                        .average()
                        .orElseThrow();
    }

    /// The number of the group that a vote is in, from 1.
    public int group(Cast cast) {
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).contains(cast)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("this vote was not counted");
    }

    /// The vote that stands for all of `those`; of several that fit as well, that of the earliest voter. A judge is not
    /// asked here: what then decides is how alike they are to all.
    public Cast choice(List<Cast> those, TieBreaker by) {
        Comparator<Cast> better =
                switch (by) {
                    case LONGEST -> Comparator.comparingInt(Cast::length);
                    case SHORTEST -> Comparator.comparingInt(Cast::length).reversed();
                    case FIRST -> Comparator.comparingLong(Cast::arrived).reversed();
                    case CONFIDENCE, JUDGE -> Comparator.comparingDouble(this::measured);
                };
        return those.stream()
                .max(better.thenComparing(Comparator.comparingInt(Cast::place).reversed()))
                .orElseThrow();
    }

    private double measured(Cast cast) {
        Double confidence = confidence(cast);
        return confidence == null ? 0 : confidence;
    }
}
