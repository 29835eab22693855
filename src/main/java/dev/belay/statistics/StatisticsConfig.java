package dev.belay.statistics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// What is learned about tiers, and when somebody is told.
@ConfigMapping(prefix = "belay.statistics")
public interface StatisticsConfig {

    /// Whether attempts are counted in the database. If off, there are no statistics and no alerts that come from them.
    @WithDefault("true")
    boolean enabled();

    /// How often each process adds what it counted to the database, as a duration; what a process counted since is lost
    /// if it is killed.
    @WithDefault("10s")
    Duration flush();

    /// How long sums are kept, as a duration.
    @WithDefault("720h")
    Duration keep();

    /// When somebody is told.
    Alerts alerts();

    /// Rules over what all processes counted. Each is looked at whenever a process adds what it counted.
    interface Alerts {
        /// A tier whose success rate falls below it raises an alert, from 0 to 1; 0 switches the rule off.
        @WithDefault("0.7")
        double successRate();

        /// The span over which the rate is taken, as a duration of five minutes or more.
        @WithDefault("15m")
        Duration window();

        /// Attempts in the window below which nothing is said of a tier.
        @WithDefault("20")
        int minAttempts();

        /// Whose budgets are told of at 80 and 100 %: `request`, `session`, `caller`, `policy`, `installation`;
        /// `none`: nobody's. By default not those of requests and sessions: there may be thousands a day, and
        /// whoever set them hears of it by the state of the run.
        @WithDefault("caller,policy,installation")
        List<String> budgetScopes();
    }
}
