package dev.belay.gateway.policy;

import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.VotingConfig;
import dev.belay.strategy.voting.rule.VotingConfig.Compare;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import java.util.List;
import java.util.Optional;

/// Who may be asked when the requests of a policy are voted on.
///
/// @param personas how many vote; 0 where the tiers do
/// @param judge whether a judge may be asked, which is once in a run
/// @param meaning how often the embedding model may be
public record Panel(int personas, boolean judge, Comparisons meaning) {

    /// Of votes that are counted by tokens alone.
    public Panel(int personas, boolean judge) {
        this(personas, judge, Comparisons.NONE);
    }

    /// Texts are compared at most once in each round of each vote, and there is a vote for each act and one more.
    ///
    /// @param counts in one run
    /// @param tries calls of one comparison
    public record Comparisons(long counts, int tries) {
        public static final Comparisons NONE = new Comparisons(0, 0);
    }

    /// @param tries calls to the embedding model for one comparison; 0 where there is none
    public static Panel of(VotingConfig config, String policy, int tries) {
        Optional<VotingConfig.Override> own =
                Optional.ofNullable(config.policies().get(policy));
        int personas = own.flatMap(VotingConfig.Override::panel)
                .or(config::panel)
                .map(List::size)
                .orElse(0);
        TieBreaker breaker = own.flatMap(VotingConfig.Override::tieBreaker).orElse(config.tieBreaker());
        Otherwise otherwise = own.flatMap(VotingConfig.Override::onNoConsensus).orElse(config.onNoConsensus());
        Compare compare = own.flatMap(VotingConfig.Override::compare).orElse(config.compare());
        int acts = own.flatMap(VotingConfig.Override::maxActs).orElse(config.maxActs());
        int rounds = own.flatMap(VotingConfig.Override::maxRounds).orElse(config.maxRounds());
        return new Panel(
                personas,
                breaker == TieBreaker.JUDGE || otherwise == Otherwise.JUDGE,
                compare == Compare.MEANING && tries > 0
                        ? new Comparisons((acts + 1L) * rounds, tries)
                        : Comparisons.NONE);
    }

    /// What a judge and the comparing of texts add to the arithmetic.
    ///
    /// @param counts of votes
    String plus(int perAsk, long counts) {
        String judging = judge ? ", + " + perAsk + " for a judge" : "";
        String times = counts == 1 ? "" : counts + " × ";
        return judging + (meaning.tries() == 0 ? "" : ", + " + times + meaning.tries() + " for comparing by meaning");
    }

    long aside(int perAsk, long counts) {
        return (judge ? perAsk : 0) + counts * meaning.tries();
    }
}
