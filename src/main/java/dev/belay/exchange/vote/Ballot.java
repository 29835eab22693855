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
public record Ballot(
        Subject subject, List<Vote> votes, int needed, int chosen, double agreement, String how, Long seed) {
    public Ballot {
        votes = List.copyOf(votes);
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
    public record Vote(
            int branch, String voter, String tier, int group, Double confidence, List<String> acts, String why) {
        public Vote {
            acts = acts == null ? null : List.copyOf(acts);
        }

        public boolean cast() {
            return group > 0;
        }
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
                + (silent.isEmpty() ? "" : "; " + silent);
    }

    private String named(Predicate<Vote> which) {
        return votes.stream().filter(which).map(Vote::voter).collect(Collectors.joining(" and "));
    }
}
