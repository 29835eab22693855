package dev.belay.model.route;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Content;
import dev.belay.exchange.speech.Take;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.codec.RequestWriter;
import dev.belay.model.codec.TokenEstimate;
import dev.belay.model.wire.Answered;
import dev.belay.model.wire.Call;
import dev.belay.model.wire.CallFailed;
import dev.belay.model.wire.ChatClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// One call with its node in the trace: opened before anything is sent, closed however it ends.
final class OneCall {
    private final ChatClient client;
    private final ModelDoor.Prompt prompt;
    private final ModelDoor.Ask ask;
    private final Spending.Paid paid;

    OneCall(ChatClient client, ModelDoor.Prompt prompt, ModelDoor.Ask ask, Spending.Paid paid) {
        this.client = client;
        this.prompt = prompt;
        this.ask = ask;
        this.paid = paid;
    }

    /// @param number counts the calls to this model within the attempt, from 1
    Answered make(ModelSpec model, int number) {
        String tier = ask.errand().tier();
        Take take = ask.errand().speech().begin();
        boolean streamed = model.streams(take != Take.UNHEARD);
        Scopes.Scope scope = ask.scope()
                .open(new BelayEvent.ModelCallStarted(ask.errand().runId(), tier, model.endpoint(), number, streamed));
        scope.content(() -> new Content.Prompt(prompt.messages()));
        Beginning beginning = Beginning.heardBy(ask);
        ModelDoor.Prompt shown = beginning.shown(prompt);
        var call = new Call(model, shown, paid.deadline(), ask.cancellation(), scope.propagation(), take);
        var used = new AtomicReference<Supplier<Usage>>(() -> Usage.NONE);
        try {
            Answered answered = beginning.whole(client.ask(call, meter -> {
                used.set(() -> givenUp(model, streamed, meter.get()));
                paid.sending(meter);
                ask.errand().meter().running(model.id(), used.get());
            }));
            paid.used(answered.usage());
            scope.content(() -> new Content.Reply(answered.message(), answered.finish()));
            scope.close(ended(model, null, answered.usage(), answered.firstToken(), answered.responseModel()));
            return answered;
        } catch (CallFailed told) {
            CallFailed failed = paid.failed(streamed ? told : writingOn(model, told));
            scope.close(ended(model, failed.failure(), failed.usage(), failed.firstToken(), null));
            throw failed;
        } catch (ControlFlow.Cancelled cancelled) {
            Failure stopped = new Failure.TimedOut("cancelled: " + cancelled.getMessage());
            scope.close(ended(model, stopped, used.get().get(), null, null));
            throw cancelled;
        } catch (RuntimeException broke) {
            Failure ours = new Failure.TierBroken(broke.getClass().getSimpleName());
            scope.close(ended(model, ours, Usage.NONE, null, null));
            throw broke;
        }
    }

    /// What a call that is given up may be billed for. Of one that nothing was heard of, the model may have written
    /// more than nothing.
    private Usage givenUp(ModelSpec model, boolean streamed, Usage seen) {
        if (!seen.estimated() || seen.outputTokens() > 0) {
            return seen;
        }
        Integer limit = RequestWriter.limit(model, prompt.sampling());
        int unseen = limit == null ? TokenEstimate.UNSEEN : limit;
        int written = streamed ? Math.min(unseen, TokenEstimate.UNSEEN) : unseen;
        return model.prices().usage(seen.inputTokens(), written, true);
    }

    /// A model that answers in one piece writes on when nobody waits for it any more.
    private CallFailed writingOn(ModelSpec model, CallFailed failed) {
        if (failed.usage().equals(Usage.NONE)) {
            return failed;
        }
        Usage usage = givenUp(model, false, failed.usage());
        return new CallFailed(failed.failure(), usage, failed.firstToken(), failed.unheard());
    }

    private BelayEvent.ModelCallEnded ended(
            ModelSpec model, Failure failure, Usage usage, Duration firstToken, String responseModel) {
        return new BelayEvent.ModelCallEnded(
                ask.errand().runId(), model.endpoint(), failure, usage, firstToken, responseModel);
    }
}
