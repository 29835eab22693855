package dev.belay.gateway.work;

import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome.Guidance;

/// What to tell somebody whose run failed, by the most telling reason for which a tier of it fell.
final class Advice {
    private static final String LATER = "Send the request again in a while.";

    private Advice() {}

    static Guidance on(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited f ->
                of("The provider limits how often it may be asked.", f, LATER, "The provider's limits for this key.");
            case Failure.Overloaded f ->
                of("The provider could not serve the request.", f, LATER, "The provider's status page.");
            case Failure.ConnectionLost f ->
                of(
                        "The connection to the provider broke.",
                        f,
                        LATER,
                        "The model's base-url (OPENAI_BASE_URL), whether the provider runs there, and the network.");
            case Failure.Silent f ->
                of("The model was too quiet.", f, LATER, "The limits on silence of the model, and its provider.");
            case Failure.ContextTooLong f ->
                of(
                        "The conversation does not fit any model of the route.",
                        f,
                        "Send less, or start a new session.",
                        "Whether the route holds a model with more room.");
            case Failure.ContentRejected f ->
                of(
                        "The provider's content policy refused.",
                        f,
                        "Word the request differently.",
                        "The provider's policy.");
            case Failure.Unauthorized f ->
                of("The provider does not accept our key.", f, "Tell whoever runs Belay.", "The key of the model.");
            case Failure.InvalidRequest f ->
                of(
                        "The provider says that the request is wrong.",
                        f,
                        "Change the request.",
                        "The quirks of the model.");
            case Failure.BadAnswer f ->
                of(
                        "The models gave nothing that is an answer.",
                        f,
                        "Ask more precisely, or allow a longer answer.",
                        "Whether the models of the route fit the task.");
            case Failure.Saturated f ->
                of("Too many requests are under way to the model.", f, LATER, "The model's limit on concurrent calls.");
            case Failure.BreakerOpen f ->
                of("The model or tier failed so often that it rests.", f, LATER, "The breakers at /api/v1/tiers.");
            case Failure.TimedOut f ->
                of("The tiers ran out of their own time.", f, "Ask for less at once.", "The timeouts of the tiers.");
            case Failure.DeadlinePassed f ->
                of("The deadline passed before a tier held.", f, "Allow more time.", "The run's explanation.");
            case Failure.TierBroken f ->
                of(
                        "Belay itself broke.",
                        f,
                        "Send the request again; report it if it stays.",
                        "The log, by the run's id.");
            case Failure.NoMatch f ->
                of(
                        "No tier had anything to say.",
                        f,
                        "Ask for something that a tier can answer.",
                        "The tiers of the policy.");
            case Failure.Unavailable f ->
                of(
                        "What the request needs is not available here.",
                        f,
                        "Configure what is missing, or ask for something else.",
                        "Which models, tiers and tools are configured: belay config check, belay tiers.");
            case Failure.OverBudget f ->
                of(
                        "What is left of the budget is not enough.",
                        f,
                        "Allow more, or ask for less.",
                        "The budgets: belay budgets, or /api/v1/budgets.");
            case Failure.EffectUnsettled f ->
                of(
                        "An effect of the run is not settled.",
                        f,
                        "Wait until it is.",
                        "The effects in the run's explanation.");
        };
    }

    /// @param hint what else could have been answered, or `null`
    static Guidance with(String hint, Guidance guidance) {
        if (hint == null || hint.isBlank()) {
            return guidance;
        }
        String also = " Also, " + Bounded.text(hint) + (hint.endsWith(".") ? "" : ".");
        return new Guidance(guidance.whatFailed(), guidance.whatToTry() + also, guidance.whatToCheck());
    }

    private static Guidance of(String whatFailed, Failure failure, String whatToTry, String whatToCheck) {
        String detail = failure.detail();
        if (detail == null || detail.isBlank()) {
            return new Guidance(whatFailed, whatToTry, whatToCheck);
        }
        String sentence = whatFailed.substring(0, whatFailed.length() - 1) + ": " + Bounded.text(detail);
        String told = sentence.endsWith(".") ? sentence : sentence + ".";
        return new Guidance(told, whatToTry, whatToCheck);
    }
}
