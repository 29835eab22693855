package dev.belay.tier.degraded;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the deterministic rules know. A rule without its knowledge answers nothing.
@ConfigMapping(prefix = "belay.rules")
public interface RulesConfig {

    /// Tax rates by the country's name or code in lower case, in percent, e.g. `belay.rules.tax-rates.germany:
    /// 19`. Empty: tax is computed only where the question itself names the rate.
    Map<String, BigDecimal> taxRates();

    /// What one unit of a currency is worth in the base currency, by its ISO 4217 code, e.g.
    /// `belay.rules.currency-rates.USD: 0.92`. The base itself has the rate 1. Empty: nothing is converted.
    Map<String, BigDecimal> currencyRates();

    /// When somebody is there.
    Hours hours();

    /// Where questions that hold certain words belong: name of the place to whole words or phrases, e.g.
    /// `belay.rules.routing.billing: [invoice, refund]`. A question that fits more than one place is not answered.
    /// Empty: nothing is routed.
    Map<String, List<String>> routing();

    interface Hours {
        /// First minute of a working day, e.g. `09:00`. Absent: business hours are not known.
        Optional<LocalTime> opens();

        /// The minute after the last of a working day, e.g. `17:30`. Absent: business hours are not known.
        Optional<LocalTime> closes();

        /// Days on which it is open, as names of `java.time.DayOfWeek`.
        @WithDefault("MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY")
        List<java.time.DayOfWeek> days();

        /// Time zone of the hours.
        @WithDefault("UTC")
        ZoneId zone();
    }
}
