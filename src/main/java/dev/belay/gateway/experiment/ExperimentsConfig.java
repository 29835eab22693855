package dev.belay.gateway.experiment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Experiments: a part of the requests of a policy is answered in another way, and both ways are compared.
@ConfigMapping(prefix = "belay.experiments")
public interface ExperimentsConfig {

    /// Experiments by name: letters, digits, `_` and `-`. At most one for each policy. Without any, there are none. An
    /// experiment whose settings change begins anew.
    @WithParentName
    Map<String, ExperimentConfig> experiments();

    interface ExperimentConfig {
        /// What the candidate is for. `split`: a part of the requests gets it in place of what the policy
        /// says. `shadow`: it works beside a part of the requests, once they are answered, without effects and
        /// without anybody hearing it, and is only compared.
        @WithDefault("split")
        Kind kind();

        /// Name of the policy whose requests take part.
        @WithDefault("belay")
        String policy();

        /// How many of a hundred keys get the candidate, or a shadow, more than 0 and at most 100.
        @WithDefault("50")
        double percent();

        /// Percentages that follow one another, rising, e.g. `5,25,50,100`: a gradual migration. Not set:
        /// `percent` stays.
        Optional<List<Double>> steps();

        /// Runs of the candidate in a step after which the next one follows, unless the candidate is worse.
        @WithDefault("200")
        int stepRuns();

        /// Runs of each variant below which nothing is concluded.
        @WithDefault("50")
        int leastRuns();

        /// How much lower the candidate's success rate may be, from 0 to 1. When the whole interval of the
        /// difference is lower than that, the experiment stops and nobody gets the candidate any more.
        @WithDefault("0.02")
        double tolerance();

        /// How sure the interval is, in percent: `90`, `95` or `99`.
        @WithDefault("95")
        int confidence();

        /// What belongs to one variant for good. `session`: a session, or else all requests of a caller (API
        /// key), or else, where no keys are required, each request by itself. `caller`: the same without
        /// sessions. `run`: each request by itself.
        @WithDefault("session")
        Sticky sticky();

        /// What the candidate has in place of what the policy says. At least one of these is set.
        Candidate candidate();

        /// Of the kind `shadow`.
        Shadow shadow();
    }

    /// How far a shadow may go.
    interface Shadow {
        /// Shadows of the experiment at once in one process, 1 to 64. A run for which there is no room has none.
        @WithDefault("4")
        int maxConcurrent();

        /// How long a shadow may take, as a duration.
        @WithDefault("30s")
        Duration deadline();

        /// Whether tools that only read are called. Off: no tool is. A call that the run itself made is not
        /// made again in either case: its result is taken.
        @WithDefault("true")
        boolean pureTools();

        /// Tokens of models, in and out together, that all shadows of the experiment may use in a day (UTC).
        /// Then there are none until the next. No other budget is charged.
        @WithDefault("1000000")
        long tokensPerDay();

        /// The same in US dollars. All models that are asked need prices. Not set: not bounded.
        Optional<BigDecimal> usdPerDay();
    }

    enum Kind {
        SPLIT,
        SHADOW
    }

    interface Candidate {
        /// Ids of tiers in the order in which they are tried. Requests that name an order themselves do not
        /// take part then.
        Optional<List<String>> tiers();

        /// Name of the route of models that tiers ask.
        Optional<String> route();

        /// Id of one model that tiers ask alone, in place of a route.
        Optional<String> model();

        /// The route that it asks in place of the policy's, if it does. Of one model that is `model:` and its id.
        default Optional<String> asked() {
            return model().map(model -> "model:" + model).or(this::route);
        }

        /// A system prompt that is put in front of the conversation.
        Optional<String> systemPrompt();
    }

    enum Sticky {
        SESSION,
        CALLER,
        RUN
    }
}
