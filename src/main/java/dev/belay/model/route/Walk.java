package dev.belay.model.route;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.model.ModelDoor;
import dev.belay.model.ModelFailed;
import dev.belay.model.Reaction;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.catalog.Route;
import dev.belay.model.catalog.Trait;
import dev.belay.model.codec.TokenEstimate;
import dev.belay.model.guard.RunRetries;
import dev.belay.model.wire.CallFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One request's way down its route. What other branches of its run find out while a model is asked counts from the
/// next one on.
final class Walk {
    private final Kit kit;
    private final ModelDoor.Prompt prompt;
    private final ModelDoor.Ask ask;
    private final RunRetries.Shared retries;
    /// As it was when the walk began.
    private final RunMemory memory;
    private final List<ModelSpec> full = new ArrayList<>();
    private final Map<String, Integer> made = new HashMap<>();
    /// Those that gave way to a cheaper one.
    private final List<ModelSpec> tooDear = new ArrayList<>();
    private Failure skipped;
    private Failure last;

    /// @param retries of the run
    Walk(Kit kit, Catalog catalog, ModelDoor.Prompt prompt, ModelDoor.Ask ask, RunRetries.Shared retries) {
        this.kit = kit;
        this.retries = retries;
        this.prompt = prompt;
        this.ask = ask;
        this.memory = RunMemory.of(ask.journal());
        memory.full().forEach(id -> catalog.model(id).ifPresent(full::add));
    }

    /// A model whose budget of retries is used up, or whose provider wants to be left alone, is spared as long as
    /// another can be asked. Where none can, it is asked once: failing without a call would help nobody.
    ///
    /// @throws ModelFailed if no model of the route answered
    /// @throws ControlFlow.Rejected if one said no and that is final
    ModelDoor.Reply along(Route route) {
        ModelDoor.Reply reply = null;
        ModelSpec spared = null;
        boolean givesWay = kit.spending().givesWay(ask);
        for (ModelSpec model : route.models()) {
            RunMemory known = last == null ? memory : RunMemory.of(ask.journal());
            Failure obstacle = obstacle(model, known);
            if (obstacle != null) {
                skipped = obstacle;
            } else if (leftAlone(model, known) != null || known.failed(model) && !kit.again(model, ask)) {
                spared = spared == null ? model : spared;
            } else {
                boolean whole = givesWay && model != route.models().getLast();
                reply = reply(route, model, known.tries(model, kit.retries().attempts()), whole);
                if (reply != null) {
                    return reply;
                }
            }
        }
        if (last == null && spared != null && waited(spared)) {
            reply = reply(route, spared, 1, false);
        }
        if (reply == null && last instanceof Failure.OverBudget) {
            reply = asFarAsItGoes(route);
        }
        if (reply == null && (last != null ? last : skipped) instanceof Failure.ContextTooLong) {
            reply = shortened(route);
        }
        if (reply == null) {
            kit.spending().exhausted(last, ask);
            throw new ModelFailed(last != null ? last : skipped);
        }
        return reply;
    }

    private Duration leftAlone(ModelSpec model, RunMemory known) {
        return known.leftAlone(model, kit.time().now());
    }

    /// Waits as long as the provider wants to be left alone, if that is not too long. For where no model was asked.
    private boolean waited(ModelSpec model) {
        Duration asked = leftAlone(model, memory);
        if (asked == null) {
            return true;
        }
        boolean may = kit.backoff().mayWait(asked, ask.deadline().remaining());
        if (may) {
            kit.pause().await(asked, ask.cancellation());
        } else {
            skipped = new Failure.RateLimited(model.id() + " asked to be left alone earlier in this run", asked);
        }
        return may;
    }

    /// No cheaper model was to be asked: those that gave way are, the last of the route first, for as much of an
    /// answer as is affordable.
    private ModelDoor.Reply asFarAsItGoes(Route route) {
        return tooDear.reversed().stream()
                .map(model -> reply(route, model, 1, false))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /// @return `null` if it failed in a way that another model may help
    private ModelDoor.Reply reply(Route route, ModelSpec model, int tries, boolean whole) {
        return reply(route, model, prompt.shownTo(model.listener()), tries, whole);
    }

    /// No model has room for all of it. Where messages are put to each model in words of its own, the one with
    /// the most room is shown half of it, if it has a try left.
    private ModelDoor.Reply shortened(Route route) {
        ModelSpec model = route.models().stream()
                .filter(one -> full.stream().anyMatch(other -> other.id().equals(one.id())))
                .filter(one -> memory.shut(one) == null
                        && made.getOrDefault(one.id(), 0) < kit.retries().attempts())
                .reduce((one, other) -> one.room().mayExceed(other.room()) ? one : other)
                .orElse(null);
        if (model == null) {
            return null;
        }
        long whole = TokenEstimate.of(prompt.shownTo(model.listener()));
        ModelDoor.Prompt half = prompt.shownTo(model.listener().within((int) Math.min(Integer.MAX_VALUE, whole / 2)));
        return TokenEstimate.of(half) < whole ? reply(route, model, half, 1, false) : null;
    }

    private ModelDoor.Reply reply(Route route, ModelSpec model, ModelDoor.Prompt shown, int tries, boolean whole) {
        int before = memory.callsInAttempt(model) + made.getOrDefault(model.id(), 0);
        Tries tried = new Tries(kit, shown, ask, retries, whole);
        try {
            return tried.reply(model, tries, before);
        } catch (CallFailed failed) {
            boolean asked = failed.unheard() || !failed.usage().equals(Usage.NONE);
            if (whole && failed.failure() instanceof Failure.OverBudget && !asked) {
                tooDear.add(model);
            } else {
                made.merge(model.id(), tried.made(), Integer::sum);
            }
            react(route, model, failed.failure());
            return null;
        }
    }

    private void react(Route route, ModelSpec model, Failure failure) {
        last = last != null && failure instanceof Failure.BreakerOpen ? last : failure;
        switch (Reaction.to(failure)) {
            case Reaction.NextModel _
            when failure instanceof Failure.OverBudget -> kit.spending().refused(failure, ask);
            case Reaction.Again _, Reaction.NextModel _, Reaction.Correct _, Reaction.AlertAndNext _ -> {}
            case Reaction.Roomier _ -> full.add(model);
            case Reaction.StopOrNext _ -> {
                if (route.stopsOn(failure)) {
                    throw new ControlFlow.Rejected(failure.detail());
                }
            }
            case Reaction.Fall _ -> throw new ModelFailed(failure);
        }
    }

    /// Why this model is not asked, or `null`.
    private Failure obstacle(ModelSpec model, RunMemory known) {
        Failure shut = known.shut(model);
        if (shut == null) {
            shut = Beginning.heardBy(ask).obstacle(model, prompt);
        }
        if (shut != null) {
            return shut;
        }
        if (full.stream()
                .anyMatch(
                        other -> other.id().equals(model.id()) || !model.room().mayExceed(other.room()))) {
            return new Failure.ContextTooLong("the request does not fit into " + model.id());
        }
        boolean tools = !prompt.tools().isEmpty() && prompt.choice().mode() != ToolChoice.Mode.NONE;
        if (tools && !model.has(Trait.NATIVE_TOOLS)) {
            return new Failure.Unavailable(model.id() + " takes no tool definitions");
        }
        if (!model.has(Trait.VISION) && hasImages()) {
            return new Failure.Unavailable(model.id() + " takes no images");
        }
        return null;
    }

    private boolean hasImages() {
        return prompt.messages().stream()
                .anyMatch(message -> message instanceof Message.User user
                        && user.parts().stream().anyMatch(Message.Part.Image.class::isInstance));
    }
}
