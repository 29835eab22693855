package dev.belay.strategy.voting;

import dev.belay.exchange.Answer;
import dev.belay.model.embedding.Embeddings;
import dev.belay.platform.Ids;
import dev.belay.strategy.Strategies;
import dev.belay.strategy.Strategy;
import dev.belay.strategy.branch.Track;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.VotingConfig;
import dev.belay.tier.TierCall;
import dev.belay.tier.Tiers;
import dev.belay.tier.TiersConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The tiers that ask models answer beside each other and vote. The other tiers of the chain follow if all
/// of these fall.
@ApplicationScoped
@Identifier(Strategies.VOTING)
public class VotingStrategy implements Strategy {
    private final Track track;
    private final VotingConfig config;
    private final TiersConfig.Agent limits;
    private final Voting.Aides aides;

    VotingStrategy(
            Track track, VotingConfig config, TiersConfig tiers, Arbiter arbiter, Embeddings embeddings, Ids ids) {
        this.track = track;
        this.config = config;
        this.limits = tiers.agent();
        this.aides =
                new Voting.Aides(new Judging(arbiter, () -> (long) (ids.fraction() * Integer.MAX_VALUE)), embeddings);
    }

    @Override
    public String id() {
        return Strategies.VOTING;
    }

    @Override
    public Answer answer(TierCall call) {
        List<String> live =
                call.chain().tiers().stream().filter(Tiers::asksModel).toList();
        if (live.isEmpty()) {
            return track.from(call);
        }
        String policy = call.work().request().way().policy();
        return new Voting(call, live, track, Rules.of(config, policy), aides, tier -> Tiers.turns(tier, limits)).run();
    }
}
