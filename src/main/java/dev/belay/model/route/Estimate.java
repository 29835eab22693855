package dev.belay.model.route;

import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.codec.RequestWriter;
import dev.belay.model.codec.TokenEstimate;
import dev.belay.model.wire.CallFailed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// The most that a call may use.
///
/// The prompt counts by the bytes of the request, images apart: a tokenizer makes at most one token of a byte, and
/// what providers put around messages is less than what JSON does. What they put around tools is counted apart.
///
/// @param prompt tokens of the prompt, at most
/// @param most tokens of the answer that are wanted
record Estimate(ModelSpec model, ModelDoor.Ask ask, long prompt, long most, BudgetsConfig.Bound bound) {
    private static final long AROUND = 64;
    private static final long AROUND_TOOLS = 512;

    static Estimate of(ModelSpec model, ModelDoor.Prompt prompt, ModelDoor.Ask ask, BudgetsConfig.Bound bound) {
        ModelDoor.Prompt shown = Beginning.heardBy(ask).shown(prompt);
        Integer limit = RequestWriter.limit(model, prompt.sampling());
        long most = limit == null ? bound.answerTokens() : limit;
        return new Estimate(model, ask, tokens(model, shown, bound), most, bound);
    }

    private static long tokens(ModelSpec model, ModelDoor.Prompt prompt, BudgetsConfig.Bound bound) {
        long bytes = new RequestWriter(model).write(prompt, model.streams(true)).length;
        long images = 0;
        for (Message message : prompt.messages()) {
            if (message instanceof Message.User user) {
                for (Message.Part part : user.parts()) {
                    if (part instanceof Message.Part.Image image) {
                        images++;
                        bytes -= image.url().length();
                    }
                }
            }
        }
        long around = AROUND + (prompt.tools().isEmpty() ? 0 : AROUND_TOOLS);
        return (long) Math.ceil(bytes / bound.bytesPerToken()) + around + images * bound.imageTokens();
    }

    /// @throws CallFailed if it is not known what the model costs
    void requirePrices() {
        if (!model.prices().known()) {
            String missing = String.join(" and ", model.prices().missing("belay.models." + model.id()));
            throw new CallFailed(new Failure.Unavailable("what " + model.id()
                    + " costs is not known, so no budget in dollars can pay for it: set " + missing));
        }
    }

    /// @param whole whether the answer is wanted only if all of it is affordable
    Need need(boolean whole) {
        Map<Measure, Need.Part> parts = new EnumMap<>(Measure.class);
        if (model.prices().known()) {
            BigDecimal base = model.prices().usage(prompt, 0, true).costUsd();
            parts.put(Measure.USD, Need.Part.written(base, model.prices().ofOutputToken()));
        }
        parts.put(Measure.TOKENS, Need.Part.written(BigDecimal.valueOf(prompt), BigDecimal.ONE));
        parts.put(Measure.MODEL_CALLS, Need.Part.fixed(1));
        parts.put(Measure.SECONDS, Need.Part.upTo(seconds()));
        return new Need(parts, Math.min(most, bound.leastAnswer()), most, whole);
    }

    private BigDecimal seconds() {
        Duration left = ask.deadline().remaining();
        Duration longest = left.compareTo(bound.call()) < 0 ? left : bound.call();
        return BigDecimal.valueOf(longest.toMillis(), 3);
    }

    /// What a call that nobody reported on has used at most, as far as that shows.
    ///
    /// @param seen estimated from what came
    /// @param granted tokens that the answer was limited to
    Usage atMost(Usage seen, long granted) {
        long written = seen.outputTokens() * TokenEstimate.CHARACTERS_PER_TOKEN + bound.unseenTokens();
        return model.prices().usage(prompt, Math.min(granted, written), true);
    }
}
