package dev.belay.strategy.voting.count;

import java.util.Comparator;
import java.util.List;

/// The votes of one round, counted. Immutable.
///
/// @param casts in the order of their voters
/// @param groups of those that say the same, the largest first, and of those as large that of the earliest voter
/// @param measure by which that was found out
public record Tally(List<Cast> casts, List<List<Cast>> groups, Measure measure) {
    public Tally {
        casts = List.copyOf(casts);
        groups = groups.stream().map(List::copyOf).toList();
    }

    public static Tally of(List<Cast> casts, Measure measure) {
        List<Cast> ordered =
                casts.stream().sorted(Comparator.comparingInt(Cast::place)).toList();
        List<List<Cast>> groups = Grouping.of(ordered, measure).stream()
                .sorted(Comparator.comparingInt((List<Cast> group) -> -group.size()))
                .toList();
        return new Tally(ordered, groups, measure);
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
                        .mapToDouble(other -> measure.likeness(cast.meaning(), other.meaning()))
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
