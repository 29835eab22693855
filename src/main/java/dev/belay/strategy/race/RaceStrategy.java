package dev.belay.strategy.race;

import dev.belay.exchange.Answer;
import dev.belay.strategy.Strategies;
import dev.belay.strategy.Strategy;
import dev.belay.strategy.branch.Track;
import dev.belay.tier.Chain;
import dev.belay.tier.TierCall;
import dev.belay.tier.Tiers;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/// The tiers that ask models at once or staggered, and the first valid answer wins. The other tiers of the chain follow
/// if all of these fall.
@ApplicationScoped
@Identifier(Strategies.RACE)
public class RaceStrategy implements Strategy {
    private final Track track;
    private final RaceConfig config;
    private final Latencies latencies;

    RaceStrategy(Track track, RaceConfig config) {
        this.track = track;
        this.config = config;
        this.latencies = new Latencies(config.percentile(), config.minSamples());
    }

    @Override
    public String id() {
        return Strategies.RACE;
    }

    /// A run that was bound to a branch before, maybe in another process, goes on from there, one tier after the other.
    @Override
    public Answer answer(TierCall call) {
        String bound = call.work().passage().bound();
        if (bound != null) {
            return track.from(new TierCall(call.work(), first(bound, call.chain()), call.above()));
        }
        List<String> live =
                call.chain().tiers().stream().filter(Tiers::asksModel).toList();
        if (live.size() < 2) {
            return track.from(call);
        }
        String policy = call.work().request().way().policy();
        return new Race(call, live, track, Rules.of(config, policy), latencies).run();
    }

    private static Chain first(String tier, Chain chain) {
        if (!chain.tiers().contains(tier)) {
            return chain;
        }
        Stream<String> others = chain.tiers().stream().filter(other -> !other.equals(tier));
        return new Chain(Stream.concat(Stream.of(tier), others).toList(), chain.index());
    }
}
