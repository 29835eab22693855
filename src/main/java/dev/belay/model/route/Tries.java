package dev.belay.model.route;

import dev.belay.exchange.Failure;
import dev.belay.journal.Entry;
import dev.belay.model.ModelDoor;
import dev.belay.model.Reaction;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.guard.Gate;
import dev.belay.model.guard.Room;
import dev.belay.model.guard.RunRetries;
import dev.belay.model.wire.Answered;
import dev.belay.model.wire.CallFailed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks one model until it answers or asking it again is not worth it. Never waits or calls past the deadline. Other
/// branches of the run may ask the same model meanwhile: what they learn counts here, and all retries together.
final class Tries {
    private final Kit kit;
    private final ModelDoor.Prompt prompt;
    private final ModelDoor.Ask ask;
    private final RunRetries.Shared retries;
    private final boolean whole;
    private int made;

    /// @param whole whether the model is asked only if the longest answer that it may give is affordable
    Tries(Kit kit, ModelDoor.Prompt prompt, ModelDoor.Ask ask, RunRetries.Shared retries, boolean whole) {
        this.retries = retries;
        this.whole = whole;
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
        RunMemory known = RunMemory.of(ask.journal());
        Duration leftAlone =
                longer(retryAfter, known.leftAlone(model, kit.time().now()));
        int retry = known.shut(model) == null ? retries.again(model.id()) : 0;
        if (retry == 0) {
            return false;
        }
        Duration left = ask.deadline().remaining();
        Optional<Duration> wait = kit.backoff().after(Math.max(failedTries, retry), leftAlone, left);
        if (wait.isEmpty() || !kit.again(model, ask)) {
            return false;
        }
        kit.pause().await(wait.get(), ask.cancellation());
        return stillWorthIt(model, known);
    }

    /// Another branch may have been told meanwhile to leave the model alone for longer, or for good.
    private boolean stillWorthIt(ModelSpec model, RunMemory before) {
        RunMemory known = RunMemory.of(ask.journal());
        Duration more = known.leftAloneLongerThan(before, model, kit.time().now());
        if (more != null && kit.backoff().mayWait(more, ask.deadline().remaining())) {
            kit.pause().await(more, ask.cancellation());
            more = null;
        }
        return more == null && known.shut(model) == null;
    }

    private static Duration longer(Duration one, Duration other) {
        return one == null || other != null && other.compareTo(one) > 0 ? other : one;
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
                            whole,
                            paid -> pass(kit.gates().of(model), () -> call(paid).make(paid.model(), number)));
            if (!ask.errand().aside()) {
                kit.gates().answered(model);
            }
            retries.answered(model.id());
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
                        failed.usage(),
                        leftAlone(failure)));
    }

    private static Long leftAlone(Failure failure) {
        return Reaction.to(failure) instanceof Reaction.Again(Duration after) && after != null
                ? after.toMillis()
                : null;
    }
}
