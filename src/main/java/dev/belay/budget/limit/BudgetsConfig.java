package dev.belay.budget.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What may be spent, beside what requests allow themselves. Read once, at start.
@ConfigMapping(prefix = "belay.budgets")
public interface BudgetsConfig {

    /// Limits by a name of your choice. Without any, only requests that bring a budget are bounded.
    Map<String, Limit> limits();

    /// How much is set aside for a call to a model before it is made.
    Bound bound();

    /// How long a call waits for others to give back what they have set aside, before it counts as not affordable, as
    /// a duration. Zero: not at all.
    @WithDefault("2s")
    Duration patience();

    /// How long a budget that nobody uses any more is kept to be looked at, as a duration. That of a request goes with
    /// its run, if that is sooner.
    @WithDefault("400d")
    Duration retention();

    interface Limit {
        /// Whose spending is added up: `request`, `session`, `caller`, `policy` or `installation`.
        Per per();

        /// Only of this caller (id of the key) or this policy (name). Not set: of each one by itself.
        Optional<String> of();

        /// When it begins anew, in UTC: `day`, `month`, or `total` for never.
        @WithDefault("total")
        Every every();

        /// US dollars for models. Not set: not bounded. Where it is set, all models that are asked need prices.
        Optional<BigDecimal> usd();

        /// Tokens of models, in and out together. Not set: not bounded.
        OptionalLong tokens();

        /// Requests to models, also those that bring nothing. Not set: not bounded.
        OptionalLong modelCalls();

        /// Tool calls that are executed. Not set: not bounded.
        OptionalLong toolCalls();

        /// Seconds for which models are waited for. Not set: not bounded.
        OptionalLong seconds();
    }

    /// The most that a call may use has to be known before it is made.
    interface Bound {
        /// Tokens to which an answer is limited where neither the caller nor the model's `max-output` limits it.
        @WithDefault("4096")
        int answerTokens();

        /// The fewest tokens that are worth asking a model for: with less than that left it is not asked.
        @WithDefault("64")
        int leastAnswer();

        /// Bytes of a request that are counted as one token of the prompt. No tokenizer makes more than one of a byte,
        /// so 1 is certain. More sets less aside, and what a provider bills beyond that is overdrawn.
        @WithDefault("1")
        double bytesPerToken();

        /// Tokens that are counted for an image.
        @WithDefault("50000")
        int imageTokens();

        /// Tokens that a model may have written, unseen, after a stream that was cut.
        @WithDefault("256")
        int unseenTokens();

        /// The longest that a call bounded in seconds may take, as a duration.
        @WithDefault("60s")
        Duration call();
    }

    enum Per {
        REQUEST,
        SESSION,
        CALLER,
        POLICY,
        INSTALLATION
    }

    enum Every {
        TOTAL,
        DAY,
        MONTH
    }
}
