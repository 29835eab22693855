package dev.belay.exchange.vote;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// How a vote went. Carries nothing of what was said, so that it can be announced.
///
/// @param votes in the order of the voters, with those that did not vote
/// @param needed how many have to agree
/// @param chosen number of the group that was chosen, from 1; 0 if none was
/// @param agreement the share of those that voted who are in the largest group, from 0 to 1
/// @param how the choice came about, for people
/// @param seed of the shuffling in which a judge saw the candidates, or `null` if none was asked
/// @param measure by which texts were compared; tokens where a release wrote it that knew of nothing else
public record Ballot(
        Subject subject,
        List<Vote> votes,
        int needed,
        int chosen,
        double agreement,
        String how,
        Long seed,
        Measure measure) {
    public Ballot {
        votes = List.copyOf(votes);
        measure = measure == null ? Measure.TOKENS : measure;
    }

    /// Of texts that were compared by their tokens, as where nothing else is configured.
    public Ballot(Subject subject, List<Vote> votes, int needed, int chosen, double agreement, String how, Long seed) {
        this(subject, votes, needed, chosen, agreement, how, seed, Measure.TOKENS);
    }

    /// By what texts were compared.
    ///
    /// @param why it is not by meaning, though that was wanted; otherwise `null`
    public record Measure(By by, String why) {
        public static final Measure TOKENS = new Measure(By.TOKENS, null);
        public static final Measure MEANING = new Measure(By.MEANING, null);

        public enum By {
            TOKENS,
            MEANING;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /// Empty where there is nothing to say.
        String told() {
            return by == By.MEANING
                    ? "; texts were compared by meaning"
                    : why == null ? "" : "; texts were compared by tokens: " + why;
        }
    }

    public enum Subject {
        /// What the run answers.
        ANSWER,
        /// Which calls act.
        EFFECT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param branch that the voter worked in
    /// @param voter a tier, or a persona
    /// @param group number of the group of those that say the same, from 1; 0 if it did not vote
    /// @param confidence how alike its vote is to those of the others on average, from 0 to 1; `null` if
    ///     there is no other
    /// @param acts tools with effects that it wants to call, or `null` if it answers
    /// @param why it did not vote, or `null`
    /// @param shown `true` if a person who has to decide is shown what it said, for all of its group; else `null`
    public record Vote(
            int branch,
            String voter,
            String tier,
            int group,
            Double confidence,
            List<String> acts,
            String why,
            Boolean shown) {
        public Vote {
            acts = acts == null ? null : List.copyOf(acts);
        }

        /// Of one whose words nobody has to decide about.
        public Vote(
                int branch, String voter, String tier, int group, Double confidence, List<String> acts, String why) {
            this(branch, voter, tier, group, confidence, acts, why, null);
        }

        public boolean cast() {
            return group > 0;
        }
    }

    /// Whether the votes themselves chose: several agree, as many as it takes, and no other group is as large.
    /// Otherwise a tie breaker, a judge, the policy or a person did, or nothing was chosen.
    public boolean won() {
        long agreed = behind(chosen);
        return chosen > 0
                && agreed > 1
                && agreed >= needed
                && votes.stream()
                        .allMatch(vote -> !vote.cast() || vote.group() == chosen || behind(vote.group()) < agreed);
    }

    private long behind(int group) {
        return votes.stream().filter(vote -> vote.group() == group).count();
    }

    /// Who chose, and who else said what: in words for people.
    public String told() {
        String chose = chosen == 0 ? "no consensus" : named(vote -> vote.group() == chosen) + " agree";
        String others = votes.stream().anyMatch(vote -> vote.cast() && vote.group() != chosen) && chosen != 0
                ? " against " + named(vote -> vote.cast() && vote.group() != chosen)
                : "";
        String silent = votes.stream()
                .filter(vote -> !vote.cast())
                .map(vote -> vote.voter() + " did not vote (" + vote.why() + ")")
                .collect(Collectors.joining("; "));
        return "vote on the " + subject.word() + ": " + chose + others + " (" + how + ")"
                + (silent.isEmpty() ? "" : "; " + silent) + measure.told();
    }

    private String named(Predicate<Vote> which) {
        return votes.stream().filter(which).map(Vote::voter).collect(Collectors.joining(" and "));
    }
}
