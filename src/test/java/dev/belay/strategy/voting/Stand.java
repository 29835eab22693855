package dev.belay.strategy.voting;

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
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.journal.Standing;
import dev.belay.strategy.branch.Result;
import dev.belay.strategy.branch.Track;
import dev.belay.strategy.branch.VirtualTime;
import dev.belay.tier.Chain;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import dev.belay.tier.support.RecordingPassage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// One run in a time that passes only when somebody waits, on one thread, with tiers that follow a plan and
/// write down what real ones would.
final class Stand implements Track {
    final RecordingPassage passage = new RecordingPassage();
    final RunJournal journal = passage.journal();
    final Cancellation cancellation = new Cancellation();
    /// What the answer has to look like.
    ResponseFormat format = ResponseFormat.TEXT;
    /// Effects that happened, e.g. `pay {"amount":1} by adk`.
    final List<String> effects = new ArrayList<>();
    /// What was gone on with down the chain.
    final List<String> descents = new ArrayList<>();
    /// What each voter was asked last, by its tier.
    final Map<String, Request> asked = new HashMap<>();

    private final Map<String, Deque<Step>> plans = new HashMap<>();
    private final VirtualTime time = new VirtualTime();

    /// What a tier comes to when it is started once more.
    private record Step(long after, Object what) {}

    Stand says(String tier, long after, String text) {
        return plan(tier, after, new Message.Assistant(text));
    }

    /// @param toolAndArguments in turn
    Stand asks(String tier, long after, String... toolAndArguments) {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 0; i < toolAndArguments.length; i += 2) {
            calls.add(new ToolCall(tier + i, toolAndArguments[i], toolAndArguments[i + 1]));
        }
        return plan(tier, after, new Message.Assistant("", calls));
    }

    Stand falls(String tier, long after) {
        return plan(tier, after, new Result.Fell(new Failure.Overloaded("503", null)));
    }

    Stand stops(String tier, long after, ControlFlow flow) {
        return plan(tier, after, new Result.Stopped(flow));
    }

    private Stand plan(String tier, long after, Object what) {
        plans.computeIfAbsent(tier, _ -> new ArrayDeque<>()).add(new Step(after, what));
        return this;
    }

    TierCall call(String... chain) {
        List<Message> said = List.of(new Message.User("Do it."));
        var conversation = new Request.Conversation(said, Sampling.DEFAULT, format, List.of());
        var request = new Request(conversation, Request.Offer.NOTHING, Request.Way.DEFAULT, Request.Terms.DEFAULT);
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
        String tier = call.chain().first();
        asked.put(tier, call.work().request());
        Step step = plans.get(tier).poll();
        boolean[] over = new boolean[1];
        Consumer<Result> once = result -> {
            if (!over[0]) {
                over[0] = true;
                end.accept(result);
            }
        };
        time.in(step.after(), () -> once.accept(over[0] ? null : result(call, step.what())));
        call.work()
                .limits()
                .cancellation()
                .onCancel(() -> time.in(
                        1,
                        () -> once.accept(new Result.Stopped(new ControlFlow.Cancelled(
                                call.work().limits().cancellation().reason())))));
    }

    private Result result(TierCall call, Object what) {
        if (!(what instanceof Message.Assistant message)) {
            return (Result) what;
        }
        String tier = call.chain().first();
        try {
            call.work().passage().turn();
        } catch (TierFailed e) {
            return new Result.Fell(e.failure());
        }
        RunJournal branch = journal.branch(call.work().id().branch());
        FinishReason finish = message.callsTools() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        var stamp = new Entry.ModelStamp("m", "model-1");
        long seq = branch.append(new Entry.Decision(tier, stamp, message, finish, Usage.NONE, 1))
                .seq();
        if (!message.callsTools()) {
            return new Result.Answered(answer(tier, message));
        }
        ToolCall first = message.toolCalls().getFirst();
        List<ToolCall> beside =
                message.toolCalls().subList(1, message.toolCalls().size());
        try {
            var act = new Passage.Act(first.name(), "UNSAFE", first.arguments(), seq, beside);
            call.work().passage().permit(act, call.work().limits().cancellation());
            throw new AssertionError("nothing acts in a branch");
        } catch (ControlFlow flow) {
            return new Result.Stopped(flow);
        }
    }

    static Answer answer(String tier, Message.Assistant message) {
        return new Answer(message, FinishReason.STOP, Usage.NONE, new Answer.Provenance(tier, "m", null, List.of()));
    }

    @Override
    public Answer from(TierCall call) {
        String tier = call.chain().first();
        RunJournal.OpenDecision open = journal.openDecision();
        if (open != null) {
            open.decision()
                    .message()
                    .toolCalls()
                    .forEach(one -> act(one, open.entry().seq(), tier));
            call.work().passage().goOn();
            throw new AssertionError("it is not to go on");
        }
        descents.add("from " + call.chain().tiers());
        Entry.Decision said = Standing.of(journal.entries()).stream()
                .map(Entry::fact)
                .filter(Entry.Decision.class::isInstance)
                .map(Entry.Decision.class::cast)
                .reduce((_, later) -> later)
                .orElseThrow();
        return answer(tier, said.message());
    }

    private void act(ToolCall one, long decision, String tier) {
        effects.add(one.name() + " " + one.arguments() + " by " + tier);
        var result = new ToolResult(one.id(), one.name(), "done", ToolResult.Status.OK, ToolResult.Source.EXECUTED);
        journal.append(new Entry.ToolDone(decision, result, "UNSAFE", "key of " + one.arguments(), 1));
    }

    @Override
    public Answer below(TierCall fallen, Failure failure) {
        descents.add("below " + fallen.chain().tiers());
        if (fallen.chain().last()) {
            throw new TierFailed(failure);
        }
        return answer(fallen.chain().rest().first(), new Message.Assistant("by rule"));
    }

    @Override
    public <T> T next(BlockingQueue<T> box, Duration limit) {
        return time.next(box, limit);
    }
}
