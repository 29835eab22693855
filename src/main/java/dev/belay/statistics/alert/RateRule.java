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

    /// A tier with too few attempts is left as it is: raised, or not.
    void judge(List<TierFigures> figures, Alerts alerts) {
        for (TierFigures tier : figures) {
            if (tier.telling() < attempts) {
                continue;
            }
            if (tier.successRate() < least) {
                alerts.raise(Subject.tier(tier.tier()), CAUSE, words(tier));
            } else {
                alerts.clear(Subject.tier(tier.tier()), CAUSE);
            }
        }
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
