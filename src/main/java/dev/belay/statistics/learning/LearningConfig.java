package dev.belay.statistics.learning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Whether the order of tiers is learned from what attempts came to, and how.
@ConfigMapping(prefix = "belay.learning")
public interface LearningConfig {

    /// `off`: tiers are tried in the configured order. `suggest`: the order that would be chosen is journaled
    /// and announced, and changes nothing. `on`: tiers that ask models are tried in it. Needs
    /// `belay.statistics.enabled`.
    @WithDefault("off")
    Order order();

    /// How long it takes until an attempt counts half, as a duration.
    @WithDefault("24h")
    Duration halfLife();

    /// The least probability with which each live tier is tried first, whatever is known of it, from 0 to 0.25.
    @WithDefault("0.05")
    double exploration();

    /// For how many attempts what other kinds of tasks and other tools let expect may count at most, where
    /// there are few with the same kind and tools; 0: it does not count.
    @WithDefault("10")
    double elsewhere();

    /// How much success rate the slowest tier is behind for its latency, from 0 to 1, and others in proportion; 0:
    /// latency does not matter.
    @WithDefault("0")
    double latencyWeight();

    /// The same for the costliest tier and its mean cost.
    @WithDefault("0")
    double costWeight();

    /// How much success rate a tier is behind whose answers are never found good at once, from 0 to 1, and others
    /// in proportion; 0: quality does not matter. Good is an answer that held without a correction, and a vote
    /// that agrees with what was decided.
    @WithDefault("0")
    double qualityWeight();

    /// How often what all processes counted is read, as a duration; it is read in the background.
    @WithDefault("10s")
    Duration refresh();

    enum Order {
        OFF,
        SUGGEST,
        ON
    }
}
