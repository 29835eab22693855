package dev.belay.gateway.policy;

import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.VotingConfig;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import java.util.List;
import java.util.Optional;

/// Who may be asked when the requests of a policy are voted on.
///
/// @param personas how many vote; 0 where the tiers do
/// @param judge whether a judge may be asked, which is once in a run
public record Panel(int personas, boolean judge) {
    public static Panel of(VotingConfig config, String policy) {
        Optional<VotingConfig.Override> own =
                Optional.ofNullable(config.policies().get(policy));
        int personas = own.flatMap(VotingConfig.Override::panel)
                .or(config::panel)
                .map(List::size)
                .orElse(0);
        TieBreaker breaker = own.flatMap(VotingConfig.Override::tieBreaker).orElse(config.tieBreaker());
        Otherwise otherwise = own.flatMap(VotingConfig.Override::onNoConsensus).orElse(config.onNoConsensus());
        return new Panel(personas, breaker == TieBreaker.JUDGE || otherwise == Otherwise.JUDGE);
    }

    /// What a judge adds to the arithmetic.
    String plus(int perAsk) {
        return judge ? ", + " + perAsk + " for a judge" : "";
    }

    int judging(int perAsk) {
        return judge ? perAsk : 0;
    }
}
