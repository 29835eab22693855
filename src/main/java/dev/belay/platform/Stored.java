package dev.belay.platform;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Expected;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Names the types of the vocabulary that are stored as JSON: a native image reads and writes only what is named.
@RegisterForReflection(
        targets = {
            Caller.class,
            Request.class,
            Request.Conversation.class,
            Request.Offer.class,
            Request.Way.class,
            Request.Mark.class,
            Request.Terms.class,
            Request.Patience.class,
            Request.Allowance.class,
            Outcome.class,
            Outcome.Succeeded.class,
            Outcome.Degraded.class,
            Outcome.Rejected.class,
            Outcome.Cancelled.class,
            Outcome.Failed.class,
            Outcome.NeedsHuman.class,
            Outcome.InDoubt.class,
            Outcome.BudgetStopped.class,
            Outcome.Guidance.class,
            Answer.class,
            Answer.Provenance.class,
            Answer.Degradation.class,
            Usage.class,
            Failure.class,
            Failure.RateLimited.class,
            Failure.Overloaded.class,
            Failure.ConnectionLost.class,
            Failure.Silent.class,
            Failure.ContextTooLong.class,
            Failure.ContentRejected.class,
            Failure.Unauthorized.class,
            Failure.InvalidRequest.class,
            Failure.BadAnswer.class,
            Failure.Saturated.class,
            Failure.BreakerOpen.class,
            Failure.TimedOut.class,
            Failure.DeadlinePassed.class,
            Failure.TierBroken.class,
            Failure.NoMatch.class,
            Failure.Unavailable.class,
            Failure.EffectUnsettled.class,
            Failure.OverBudget.class,
            Expected.class,
            Message.class,
            Message.System.class,
            Message.User.class,
            Message.Assistant.class,
            Message.Tool.class,
            Message.Part.class,
            Message.Part.Text.class,
            Message.Part.Image.class,
            ResponseFormat.class,
            Sampling.class,
            ToolCall.class,
            ToolChoice.class,
            ToolResult.class,
            ToolSpec.class
        },
        classNames = {
            "dev.belay.platform.Json$MessageMixin",
            "dev.belay.platform.Json$UserMixin",
            "dev.belay.platform.Json$PartMixin",
            "dev.belay.platform.Json$TypedMixin"
        })
final class Stored {
    private Stored() {}
}
