package dev.belay.gateway.policy;

import dev.belay.budget.Breach;
import dev.belay.gateway.Streaming;
import dev.belay.run.review.Review;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Policies: named ways of answering that a request chooses from, by `model` on `/v1` and by `policy` elsewhere.
@ConfigMapping(prefix = "belay.policies")
public interface PoliciesConfig {

    /// Policies by name. `belay` is what a request gets that names none, and exists with the defaults below when it is
    /// not configured; so do `belay/sequential`, `belay/race`, `belay/smart` and `belay/voting`: `belay` by that
    /// strategy.
    @WithParentName
    Map<String, PolicyConfig> policies();

    interface PolicyConfig {
        /// Name of the strategy by which tiers are used.
        @WithDefault("sequential")
        String strategy();

        /// Name of the route of models that the tiers ask.
        @WithDefault("default")
        String route();

        /// Ids of the tiers in the order in which they are tried. Not set: all tiers that are switched on, in their
        /// default order.
        Optional<List<String>> tiers();

        /// Whether an answer that is less than what was asked for is passed on, labelled, or ends the run as failed.
        @WithDefault("allow")
        Degraded degraded();

        /// Which answers a person sees before the caller gets them. `never`: none. `rules`: where nothing
        /// measured how sure the answer is, where the measure is below the numbers of
        /// `belay.approval.confidence`, and where it holds what `belay.approval.personal-data` looks for.
        /// `always`: all of them. The run rests meanwhile and keeps a journal; `belay.approval.mode` does not
        /// matter.
        @WithDefault("never")
        Review.Asks reviewAnswers();

        /// What follows when a person says no to an answer, or nobody decides in time. `reject`: the run ends
        /// `REJECTED`, with the reviewer's notes. `ask`: a person is asked what the caller is to be told
        /// instead.
        @WithDefault("reject")
        Review.AfterNo rejectedAnswers();

        /// What follows when a budget does not allow the next step. `stop`: the run rests as
        /// `BUDGET_STOPPED` and can be resumed with more. `cheaper`: the next model of the route for which it
        /// is enough is asked; where there is none, the run stops. `degrade`: tiers that ask models fall, and
        /// those that need none answer, labelled; tools are not called any more. `ask`: a person is asked for
        /// more, where the request itself brought the budget, and the run rests until then.
        @WithDefault("stop")
        Breach onBreach();

        /// What is waited for before a caller who wants the answer streamed hears anything: `buffer`, the whole
        /// answer, which can then always be another tier's; `window`, its first tokens; `live`, nothing. In the
        /// last two a stream that breaks after something was heard ends with an error, unless the next model
        /// can go on with it. Answers that a person is to see first are always kept whole.
        @WithDefault("buffer")
        Streaming.Mode streaming();

        /// Tokens that are held back with `window`, estimated at four characters each.
        @WithDefault("32")
        int streamingWindow();

        /// Names of server-side tools that a request gets which names none itself. Not set: none.
        Optional<List<String>> tools();

        /// How long the caller waits when the request does not say, as a duration such as `300s`.
        @WithDefault("300s")
        Duration deadline();

        /// The longest deadline that a request may ask for, as a duration.
        @WithDefault("900s")
        Duration maxDeadline();

        /// Kept at the end of the deadline for tiers that need no model, as a duration; at most a fifth of the
        /// deadline. Zero: nothing is kept.
        @WithDefault("2s")
        Duration reserve();

        /// What is expected of the text of every answer, beside what the request says. An answer of a model that is not
        /// so is a bad answer: the model is told once, then the tier falls.
        Validate validate();
    }

    /// Not set: every text will do.
    interface Validate {
        /// A regular expression in the syntax of RE2 that has to match somewhere in the text.
        Optional<String> pattern();

        /// The fewest characters.
        Optional<Integer> minChars();

        /// The most characters.
        Optional<Integer> maxChars();

        /// Texts that all have to be there, to the letter.
        Optional<List<String>> mustContain();

        /// Texts of which none may be there.
        Optional<List<String>> mustNotContain();
    }

    enum Degraded {
        ALLOW,
        FORBID
    }
}
