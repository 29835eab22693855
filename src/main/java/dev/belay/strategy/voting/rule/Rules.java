package dev.belay.strategy.voting.rule;

import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.VotingConfig.Compare;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import dev.belay.strategy.voting.rule.VotingConfig.Override;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How one run votes.
///
/// @param workers how many answer at once at most
/// @param acts how often a run acts at most
/// @param closing how long before the end of their time the vote is taken
public record Rules(Counting counting, int workers, int acts, Duration closing, Debate debate) {

    /// @param needed how many have to say the same
    /// @param likeness from which on texts do
    /// @param fields whether fields of JSON objects are voted on by themselves
    /// @param similarity from which on texts mean the same, or `null` where tokens alone decide
    public record Counting(
            int needed, TieBreaker breaker, double likeness, boolean fields, Otherwise otherwise, Double similarity) {

        /// By tokens alone.
        public Counting(int needed, TieBreaker breaker, double likeness, boolean fields, Otherwise otherwise) {
            this(needed, breaker, likeness, fields, otherwise, null);
        }
    }

    /// @param rounds at most
    /// @param threshold the share that has to say the same, if there is more than one
    /// @param panel who votes instead of the tiers; empty: the tiers
    public record Debate(int rounds, double threshold, List<Persona> panel) {
        public static final Debate NONE = new Debate(1, 0, List.of());

        /// How many of those that voted have to say the same.
        public int needed(int least, int voted) {
            return rounds == 1 ? least : Math.max(least, (int) Math.ceil(threshold * voted - 1e-9));
        }
    }

    /// @param temperature or `null`
    /// @param tier or `null`
    public record Persona(String name, String system, Double temperature, String tier) {}

    public static Rules of(VotingConfig config, String policy) {
        Choice own = new Choice(Optional.ofNullable(policy).map(config.policies()::get));
        List<Persona> panel = own.of(Override::panel, config.panel().orElse(List.of())).stream()
                .map(name -> persona(name, config.personas().get(name)))
                .toList();
        return new Rules(
                new Counting(
                        own.of(Override::minConsensus, config.minConsensus()),
                        own.of(Override::tieBreaker, config.tieBreaker()),
                        own.of(Override::likeness, config.likeness()),
                        own.of(Override::fields, config.fields()),
                        own.of(Override::onNoConsensus, config.onNoConsensus()),
                        own.of(Override::compare, config.compare()) == Compare.MEANING
                                ? own.of(Override::similarity, config.similarity())
                                : null),
                own.of(Override::maxWorkers, config.maxWorkers()),
                own.of(Override::maxActs, config.maxActs()),
                config.closing(),
                new Debate(
                        own.of(Override::maxRounds, config.maxRounds()),
                        own.of(Override::threshold, config.threshold()),
                        panel));
    }

    private static Persona persona(String name, VotingConfig.Persona persona) {
        return new Persona(
                name,
                persona.system(),
                persona.temperature().orElse(null),
                persona.tier().orElse(null));
    }

    private record Choice(Optional<Override> own) {
        <T> T of(Function<Override, Optional<T>> property, T otherwise) {
            return own.flatMap(property).orElse(otherwise);
        }
    }
}
