package dev.belay.statistics.alert;

import dev.belay.exchange.health.Subject;
import dev.belay.statistics.StatisticsConfig;
import dev.belay.statistics.TierFigures;
import java.util.List;
import java.util.Locale;

/// A tier that falls too often is told of, with what it falls from most; until it holds often enough again.
///
/// @param least success rate, from 0 to 1
/// @param window as words, for people
/// @param attempts below which nothing is said
record RateRule(double least, String window, int attempts) {
    static final String CAUSE = "success_rate";

    static RateRule of(StatisticsConfig.Alerts config) {
        return new RateRule(config.successRate(), config.window().toMinutes() + " min", config.minAttempts());
    }

    boolean on() {
        return least > 0;
    }

    /// Says nothing of a tier with too few attempts, which is left as it is: raised, or not.
    List<Finding> judge(List<TierFigures> figures) {
        return figures.stream()
                .filter(tier -> tier.telling() >= attempts)
                .map(this::judge)
                .toList();
    }

    private Finding judge(TierFigures tier) {
        Subject subject = Subject.tier(tier.tier());
        return tier.successRate() < least ? Finding.wrong(subject, CAUSE, words(tier)) : Finding.well(subject, CAUSE);
    }

    private String words(TierFigures tier) {
        return String.format(
                Locale.ROOT,
                "held in %d of %d attempts of the last %s, less than %.0f %%; it falls most often from %s (%d)",
                tier.held(),
                tier.telling(),
                window,
                least * 100,
                tier.mostFrequentReason(),
                tier.outcomes().get(tier.mostFrequentReason()));
    }
}
