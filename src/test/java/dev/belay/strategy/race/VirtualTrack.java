package dev.belay.strategy.race;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.strategy.branch.Result;
import dev.belay.strategy.branch.Track;
import dev.belay.strategy.branch.VirtualTime;
import dev.belay.tier.Chain;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import dev.belay.tier.support.RecordingPassage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// One run in a time that passes only when somebody waits, on one thread.
final class VirtualTrack implements Track {
    static final Failure OVERLOADED = new Failure.Overloaded("503", null);

    final RecordingPassage passage = new RecordingPassage();
    final Cancellation cancellation = new Cancellation();
    /// What acted, e.g. `native at 30`.
    final List<String> acted = new ArrayList<>();
    /// What was gone on with down the chain, e.g. `from [native, adk]`.
    final List<String> descents = new ArrayList<>();

    private final Map<String, Plan> plans = new HashMap<>();
    private final VirtualTime time = new VirtualTime();

    /// What a tier does: at each time it may ask to act, and at the last it ends.
    ///
    /// @param acts milliseconds after its start
    /// @param end milliseconds after its start
    record Plan(List<Long> acts, long end, Result result) {}

    VirtualTrack answers(String tier, long after, long... acts) {
        return plan(tier, after, new Result.Answered(answer(tier)), acts);
    }

    VirtualTrack falls(String tier, long after, long... acts) {
        return plan(tier, after, new Result.Fell(OVERLOADED), acts);
    }

    VirtualTrack stops(String tier, long after, ControlFlow flow) {
        return plan(tier, after, new Result.Stopped(flow));
    }

    private VirtualTrack plan(String tier, long after, Result result, long... acts) {
        List<Long> times = new ArrayList<>();
        for (long act : acts) {
            times.add(act);
        }
        plans.put(tier, new Plan(times, after, result));
        return this;
    }

    /// @param after milliseconds from now
    VirtualTrack in(long after, Runnable what) {
        time.in(after, what);
        return this;
    }

    static Answer answer(String tier) {
        var provenance = new Answer.Provenance(tier, "m", null, List.of());
        return new Answer(new Message.Assistant("from " + tier), FinishReason.STOP, Usage.NONE, provenance);
    }

    TierCall call(String... chain) {
        var offer = new Request.Offer(List.of(), List.of(), ToolChoice.AUTO);
        var conversation =
                new Request.Conversation(List.of(new Message.User("Do it.")), Sampling.DEFAULT, ResponseFormat.TEXT);
        var request = new Request(conversation, offer, Request.Way.DEFAULT, Request.Terms.DEFAULT);
        var deadline = Deadline.after(Duration.ofSeconds(60), this::nanos);
        var work = new TierCall.Work(
                new TierCall.Identity("run", "run", Caller.LOCAL),
                request,
                "default",
                new TierCall.Limits(deadline, Duration.ofSeconds(1), cancellation),
                Scopes.SILENT,
                passage);
        return new TierCall(work, Chain.of(List.of(chain)));
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    long millis() {
        return time.millis();
    }

    @Override
    public void start(TierCall call, Consumer<Result> end) {
        Plan plan = plans.get(call.chain().first());
        Working working = new Working(call, end);
        plan.acts().forEach(after -> in(after, working::act));
        in(plan.end(), () -> working.end(plan.result()));
        call.work().limits().cancellation().onCancel(working::cancelled);
    }

    @Override
    public Answer from(TierCall call) {
        descents.add("from " + call.chain().tiers());
        return answer(call.chain().first());
    }

    @Override
    public Answer below(TierCall fallen, Failure failure) {
        descents.add("below " + fallen.chain().tiers());
        if (fallen.chain().last()) {
            throw new TierFailed(failure);
        }
        return answer(fallen.chain().rest().first());
    }

    @Override
    public <T> T next(BlockingQueue<T> box, Duration limit) {
        return time.next(box, limit);
    }

    private final class Working {
        private final TierCall call;
        private final Consumer<Result> end;
        private boolean over;

        Working(TierCall call, Consumer<Result> end) {
            this.call = call;
            this.end = end;
        }

        void act() {
            if (over) {
                return;
            }
            String tier = call.chain().first();
            try {
                Cancellation own = call.work().limits().cancellation();
                call.work().passage().permit(new Passage.Act("pay", "UNSAFE", "{}", 1, List.of()), own);
                acted.add(tier + " at " + time.millis());
            } catch (ControlFlow flow) {
                end(new Result.Stopped(flow));
            }
        }

        void cancelled() {
            in(
                    1,
                    () -> end(new Result.Stopped(new ControlFlow.Cancelled(
                            call.work().limits().cancellation().reason()))));
        }

        void end(Result result) {
            if (!over) {
                over = true;
                end.accept(result);
            }
        }
    }
}
