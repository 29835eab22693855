package dev.belay.tier.degraded;

import dev.belay.platform.ConfigCheck;
import dev.belay.platform.text.Decimals;
import io.smallrye.config.SmallRyeConfig;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Has what the rules know looked at before anything starts.
public final class RulesCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(RulesConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        RulesConfig rules = config.getConfigMapping(RulesConfig.class);
        List<Problem> problems = new ArrayList<>();
        rules.taxRates().forEach((place, rate) -> {
            if (rate.signum() < 0) {
                problems.add(new Problem("belay.rules.tax-rates." + place, "must not be negative"));
            }
            bounded("belay.rules.tax-rates." + place, rate, problems);
        });
        rules.currencyRates().forEach((currency, rate) -> {
            if (rate.signum() <= 0) {
                problems.add(new Problem("belay.rules.currency-rates." + currency, "must be more than 0"));
            }
            bounded("belay.rules.currency-rates." + currency, rate, problems);
        });
        hours(rules.hours(), problems);
        return problems;
    }

    private static void bounded(String property, BigDecimal rate, List<Problem> problems) {
        if (!Decimals.bounded(rate)) {
            problems.add(new Problem(property, Decimals.TOO_LONG));
        }
    }

    private static void hours(RulesConfig.Hours hours, List<Problem> problems) {
        if (hours.opens().isPresent() != hours.closes().isPresent()) {
            String absent = hours.opens().isPresent() ? "closes" : "opens";
            problems.add(new Problem("belay.rules.hours." + absent, "is needed too, or the hours are not known"));
        } else if (hours.opens().isPresent()
                && !hours.opens().get().isBefore(hours.closes().get())) {
            problems.add(new Problem("belay.rules.hours.closes", "must be later than belay.rules.hours.opens"));
        }
    }
}
