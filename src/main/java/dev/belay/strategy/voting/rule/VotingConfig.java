package dev.belay.strategy.voting.rule;

import dev.belay.strategy.voting.count.TieBreaker;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How tiers vote when the strategy is `voting`.
@ConfigMapping(prefix = "belay.strategies.voting")
public interface VotingConfig {

    /// How many answer at once at most. Where one falls, the next of the chain takes its place.
    @WithDefault("4")
    int maxWorkers();

    /// How many have to say the same.
    @WithDefault("2")
    int minConsensus();

    /// What decides where several answers have as many voters: `longest`, `shortest`, `first`, `confidence`
    /// (the one that is most like all others), or `judge` (a model that sees them without names and
    /// shuffled).
    @WithDefault("confidence")
    TieBreaker tieBreaker();

    /// The share of the words of two texts that has to be the same for both to count as one answer, from 0
    /// to 1. Figures, and whether it says no, have to be the same in any case.
    @WithDefault("0.8")
    double likeness();

    /// By what texts are compared that do not share enough words: by `meaning`, where there is an embedding model
    /// (`belay.embedding`), or by `tokens` alone.
    @WithDefault("meaning")
    Compare compare();

    /// The cosine of the vectors of two texts from which on they mean the same, more than 0 and at most 1.
    /// Figures, identifiers, names, units, opposites, and whether it says no, keep texts apart in any case.
    /// Embedding models differ in what they call near. Too high, and a person is asked in vain; too low, and an
    /// answer goes out on which nobody agreed, so the default is on the high side.
    @WithDefault("0.9")
    double similarity();

    /// Whether each field of answers that are JSON objects is voted on by itself. Off: such an answer
    /// counts as a whole.
    @WithDefault("false")
    boolean fields();

    /// What follows when too few say the same: `ask` a person, take the `best` (by the tie breaker) or the
    /// one that a `judge` chooses, or `fail`. Where a call that acts is among what was said, a person is
    /// asked whatever this says.
    @WithDefault("ask")
    Otherwise onNoConsensus();

    /// How often those that vote may decide to act in one run. A voter that wants to act once more falls, as a tier
    /// does that takes too many turns.
    @WithDefault("25")
    int maxActs();

    /// How long before the time of the tiers that ask models is over the vote is taken among those that
    /// have answered, as a duration; at most a quarter of what is left when it begins.
    @WithDefault("2s")
    Duration closing();

    /// How many rounds there are at most: in each after the first, everybody is shown what the others said.
    /// With more than one, `threshold` has to be reached, too.
    @WithDefault("1")
    int maxRounds();

    /// The share of those voting that has to say the same where there is more than one round, from 0 to 1.
    @WithDefault("0.66")
    double threshold();

    /// Names of the personas that vote instead of the tiers. Not set: each tier votes.
    Optional<List<String>> panel();

    /// Personas by name.
    Map<String, Persona> personas();

    /// What is different in a policy, by its name. Not set: nothing.
    Map<String, Override> policies();

    interface Persona {
        /// What it is told beforehand.
        String system();

        /// How freely it writes, from 0 to 2. Not set: as the request says.
        Optional<Double> temperature();

        /// Id of the tier in which it works. Not set: the personas are dealt out over the tiers that ask models.
        Optional<String> tier();
    }

    interface Override {
        /// As above, for this policy.
        Optional<Integer> maxWorkers();

        /// As above, for this policy.
        Optional<Integer> minConsensus();

        /// As above, for this policy.
        Optional<TieBreaker> tieBreaker();

        /// As above, for this policy.
        Optional<Double> likeness();

        /// As above, for this policy.
        Optional<Compare> compare();

        /// As above, for this policy.
        Optional<Double> similarity();

        /// As above, for this policy.
        Optional<Boolean> fields();

        /// As above, for this policy.
        Optional<Otherwise> onNoConsensus();

        /// As above, for this policy.
        Optional<Integer> maxActs();

        /// As above, for this policy.
        Optional<Integer> maxRounds();

        /// As above, for this policy.
        Optional<Double> threshold();

        /// As above, for this policy.
        Optional<List<String>> panel();
    }

    enum Compare {
        MEANING,
        TOKENS
    }

    enum Otherwise {
        ASK,
        BEST,
        JUDGE,
        FAIL
    }
}
