package dev.belay.model.route;

import dev.belay.exchange.Failure;
import dev.belay.journal.Entry;
import dev.belay.model.ModelDoor;
import dev.belay.model.Reaction;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.guard.Gate;
import dev.belay.model.guard.Room;
import dev.belay.model.wire.Answered;
import dev.belay.model.wire.CallFailed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks one model until it answers or asking it again is not worth it. Never waits or calls past the deadline.
final class Tries {
    private final Kit kit;
    private final ModelDoor.Prompt prompt;
    private final ModelDoor.Ask ask;
    private int made;

    Tries(Kit kit, ModelDoor.Prompt prompt, ModelDoor.Ask ask) {
        this.kit = kit;
        this.prompt = prompt;
        this.ask = ask;
    }

    /// @param most tries
    /// @param before calls to this model in this attempt before now
    /// @throws CallFailed the failure of the last try; every failed one is in the journal
    ModelDoor.Reply reply(ModelSpec model, int most, int before) {
        CallFailed last = null;
        for (int number = 1; number <= most; number++) {
            made = number;
            try {
                return once(model, before + number);
            } catch (CallFailed failed) {
                last = told(last, failed);
                boolean inVain = Beginning.heardBy(ask).obstacle(model, prompt) != null;
                if (number == most || inVain || !waited(model, failed.failure(), number)) {
                    throw last;
                }
            }
        }
        throw last;
    }

    /// How often the model was tried.
    int made() {
        return made;
    }

    /// A breaker that opened meanwhile says less than the failure that opened it.
    private static CallFailed told(CallFailed before, CallFailed now) {
        return before != null && now.failure() instanceof Failure.BreakerOpen ? before : now;
    }

    private boolean waited(ModelSpec model, Failure failure, int failedTries) {
        if (!(Reaction.to(failure) instanceof Reaction.Again(Duration retryAfter))) {
            return false;
        }
        Optional<Duration> wait =
                kit.backoff().after(failedTries, retryAfter, ask.deadline().remaining());
        if (wait.isEmpty() || !kit.again(model, ask)) {
            return false;
        }
        kit.pause().await(wait.get(), ask.cancellation());
        return true;
    }

    private ModelDoor.Reply once(ModelSpec model, int number) {
        ask.cancellation().check();
        if (ask.deadline().passed()) {
            throw new CallFailed(new Failure.DeadlinePassed("the deadline passed before " + model.id() + " was asked"));
        }
        long start = kit.time().nanos();
        try (var _ = enter(kit.gates().room(model))) {
            Answered answered = kit.spending()
                    .pay(
                            model,
                            prompt,
                            ask,
                            paid -> pass(kit.gates().of(model), () -> call(paid).make(paid.model(), number)));
            if (!ask.errand().aside()) {
                kit.gates().answered(model);
            }
            long millis = kit.time().since(start).toMillis();
            return new ModelDoor.Reply(
                    answered.message(),
                    answered.finish(),
                    answered.usage(),
                    model.id(),
                    answered.responseModel(),
                    millis);
        } catch (CallFailed failed) {
            note(model, failed, kit.time().since(start));
            throw failed;
        }
    }

    private Room.Place enter(Room room) {
        return ask.errand().aside()
                ? room.enterAsGuest(ask.cancellation())
                : room.enter(ask.deadline(), ask.cancellation());
    }

    private Answered pass(Gate gate, Supplier<Answered> call) {
        return ask.errand().aside() ? gate.passAside(call) : gate.pass(call);
    }

    private OneCall call(Spending.Paid paid) {
        return new OneCall(kit.client(), prompt, ask, paid);
    }

    private void note(ModelSpec model, CallFailed failed, Duration took) {
        Failure failure = failed.failure();
        if (failure instanceof Failure.Unauthorized && !ask.errand().aside()) {
            kit.gates().alert(model, failure.detail());
        }
        ask.journal()
                .append(new Entry.ModelFailed(
                        ask.errand().tier(),
                        model.id(),
                        failure.reason(),
                        failure.detail(),
                        took.toMillis(),
                        failed.usage()));
    }
}
