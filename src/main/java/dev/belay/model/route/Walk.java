package dev.belay.model.route;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.model.ModelDoor;
import dev.belay.model.ModelFailed;
import dev.belay.model.Reaction;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.catalog.Route;
import dev.belay.model.catalog.Trait;
import dev.belay.model.wire.CallFailed;
import java.util.ArrayList;
import java.util.List;

/// One request's way down its route.
final class Walk {
    private final Kit kit;
    private final ModelDoor.Prompt prompt;
    private final ModelDoor.Ask ask;
    private final RunMemory memory;
    private final List<ModelSpec> full = new ArrayList<>();
    private Failure skipped;
    private Failure last;

    Walk(Kit kit, Catalog catalog, ModelDoor.Prompt prompt, ModelDoor.Ask ask) {
        this.kit = kit;
        this.prompt = prompt;
        this.ask = ask;
        this.memory = RunMemory.of(ask.journal().entries());
        memory.full().forEach(id -> catalog.model(id).ifPresent(full::add));
    }

    /// A model whose budget of retries is used up is spared as long as another can be asked. Where none can, it
    /// is asked once: failing without a call would help nobody.
    ///
    /// @throws ModelFailed if no model of the route answered
    /// @throws ControlFlow.Rejected if one said no and that is final
    ModelDoor.Reply along(Route route) {
        ModelDoor.Reply reply = null;
        ModelSpec spared = null;
        for (ModelSpec model : route.models()) {
            Failure obstacle = obstacle(model);
            if (obstacle != null) {
                skipped = obstacle;
            } else if (memory.failed(model) && !kit.again(model, ask)) {
                spared = spared == null ? model : spared;
            } else {
                reply = reply(route, model, memory.tries(model, kit.attempts()));
                if (reply != null) {
                    return reply;
                }
            }
        }
        if (last == null && spared != null) {
            reply = reply(route, spared, 1);
        }
        if (reply == null) {
            throw new ModelFailed(last != null ? last : skipped);
        }
        return reply;
    }

    /// @return `null` if it failed in a way that another model may help
    private ModelDoor.Reply reply(Route route, ModelSpec model, int tries) {
        try {
            return new Tries(kit, prompt, ask).reply(model, tries, memory.callsInAttempt(model));
        } catch (CallFailed failed) {
            react(route, model, failed.failure());
            return null;
        }
    }

    private void react(Route route, ModelSpec model, Failure failure) {
        last = last != null && failure instanceof Failure.BreakerOpen ? last : failure;
        switch (Reaction.to(failure)) {
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
    private Failure obstacle(ModelSpec model) {
        Failure shut = memory.shut(model);
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
