package dev.belay.tier.agent;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.exchange.speech.Speech;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.model.ModelDoor;
import dev.belay.model.Rendition;
import dev.belay.tier.Passage;
import dev.belay.tier.TierBroke;
import dev.belay.tier.TierCall;
import dev.belay.tier.agent.reading.ReadMessage;
import dev.belay.tier.judge.Flaw;
import dev.belay.tool.ToolDoor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What one attempt works with: the two doors, opened for this run, and the journal. Knows how a decision is
/// written down and how an answer is made of it; judges nothing.
final class Desk {
    private final TierCall.Work work;
    private final Style style;
    private final AgentAttempts.Doors doors;
    private final AttemptJournal journal;
    private final Cancellation cancellation;
    private final Scopes.Scope scope;
    private List<ToolSpec> tools;

    Desk(
            TierCall.Work work,
            Style style,
            AgentAttempts.Doors doors,
            AttemptJournal journal,
            Cancellation cancellation,
            Scopes.Scope scope) {
        this.work = work;
        this.style = style;
        this.doors = doors;
        this.journal = journal;
        this.cancellation = cancellation;
        this.scope = scope;
    }

    Request request() {
        return work.request();
    }

    String tier() {
        return style.tier();
    }

    AttemptJournal journal() {
        return journal;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /// Makes the attempt's scope current on this thread.
    Scopes.Entered enter() {
        return scope.enter();
    }

    /// The tools executed here, then the caller's own.
    List<ToolSpec> tools() {
        if (tools == null) {
            tools = new ArrayList<>(
                    doors.tools().specs(request().tools().server(), work.id().caller()));
            tools.addAll(request().tools().client());
        }
        return tools;
    }

    /// The tools that may be called: none where the caller said so.
    List<ToolSpec> callable() {
        return request().tools().choice().mode() == ToolChoice.Mode.NONE ? List.of() : tools();
    }

    /// Names of the tools of this request that only read.
    Set<String> reading() {
        return doors.tools().reading(request().tools().server());
    }

    /// @param speech what the caller hears of the reply
    /// @param acted whether tools have been called in this run
    ModelDoor.Reply ask(List<Message> messages, Rendition rendition, Speech speech, boolean acted) {
        Request.Conversation wanted = request().conversation();
        boolean asText = asText();
        var prompt = new ModelDoor.Prompt(
                messages,
                style.callsAsText() ? List.of() : tools(),
                style.callsAsText() ? ToolChoice.AUTO : choice(acted),
                wanted.sampling(),
                asText ? ResponseFormat.TEXT : wanted.format(),
                ours(rendition));
        return doors.models()
                .ask(
                        prompt,
                        new ModelDoor.Ask(
                                errand(speech),
                                work.route(),
                                work.limits().beforeReserve(),
                                cancellation,
                                journal,
                                scope));
    }

    private ModelDoor.Errand errand(Speech speech) {
        boolean aside = work.passage().aside();
        return new ModelDoor.Errand(work.id().runId(), style.tier(), speech, journal, aside);
    }

    /// A rendition that breaks is a fault of the tier, not of the door that asks for it.
    private Rendition ours(Rendition rendition) {
        return rendition == Rendition.AS_IT_IS
                ? rendition
                : (messages, listener) -> {
                    try {
                        return rendition.of(messages, listener);
                    } catch (RuntimeException e) {
                        throw new TierBroke(
                                style.tier() + " broke: " + e.getClass().getSimpleName(), e);
                    }
                };
    }

    /// What the caller hears: of text that has calls in it nothing before it has been read.
    Speech speech() {
        Speech speech = work.passage().speech();
        return asText() ? speech.unheard() : speech;
    }

    private boolean asText() {
        return style.callsAsText() && !tools().isEmpty();
    }

    ToolResult execute(ToolCall call, long decision) {
        boolean none = request().tools().choice().mode() == ToolChoice.Mode.NONE;
        Set<String> offered = none ? Set.of() : Set.copyOf(request().tools().server());
        return doors.tools()
                .execute(
                        call,
                        decision,
                        new ToolDoor.Bench(
                                new ToolDoor.Owner(
                                        work.id().runId(),
                                        work.id().rootId(),
                                        work.id().caller(),
                                        policy(),
                                        style.tier(),
                                        new Asking(call, decision)),
                                offered,
                                work.limits().beforeReserve(),
                                cancellation,
                                journal,
                                scope));
    }

    /// Asks the passage what becomes of a call.
    private final class Asking implements ToolDoor.Leave {
        private final ToolCall call;
        private final long decision;

        private Asking(ToolCall call, long decision) {
            this.call = call;
            this.decision = decision;
        }

        @Override
        public void ask(String tool, String effectClass, String arguments) {
            var act = new Passage.Act(tool, effectClass, arguments, decision, beside(call, decision));
            work.passage().permit(act, cancellation);
        }

        @Override
        public ToolResult instead(String tool, String effectClass, String arguments) {
            return work.passage().instead(new Passage.Act(tool, effectClass, arguments, decision, List.of()));
        }

        @Override
        public boolean aside() {
            return work.passage().aside();
        }
    }

    /// The other calls of a decision that will act and have no result yet, as they would be made. What will be refused
    /// is not among them, wherever it stands in the decision.
    private List<ToolCall> beside(ToolCall call, long decision) {
        RunJournal.OpenDecision open = journal.openDecision();
        if (open == null || open.entry().seq() != decision) {
            return List.of();
        }
        Set<String> done = open.done().stream().map(it -> it.result().callId()).collect(Collectors.toSet());
        Set<String> acting = new HashSet<>(request().tools().server());
        acting.removeAll(reading());
        return open.decision().message().toolCalls().stream()
                .filter(other -> !other.id().equals(call.id()))
                .filter(other -> !done.contains(other.id()) && acting.contains(other.name()))
                .map(doors.tools()::canonical)
                .flatMap(Optional::stream)
                .toList();
    }

    /// Returns when the next decision may be taken.
    void goOn() {
        work.passage().goOn();
    }

    /// Counts a decision for which a model is about to be asked.
    void turn() {
        work.passage().turn();
    }

    /// Whether the attempt is one of several that begin anew together, each from what the run has done.
    boolean inBranch() {
        return work.id().branch() > 0;
    }

    private String policy() {
        Request.Way way = request().way();
        return way.model() == null ? way.policy() : way.model();
    }

    /// @param read how its calls, if any, were read
    Decided decide(ModelDoor.Reply reply, ReadMessage read) {
        boolean calls = reply.message().callsTools();
        var decision = new Entry.Decision(
                style.tier(),
                new Entry.ModelStamp(reply.model(), reply.responseModel()),
                reply.message(),
                reply.finish(),
                reply.usage(),
                reply.millis(),
                calls ? read.confidence() : null,
                calls && !read.repairs().isEmpty() ? read.repairs() : null);
        return new Decided(journal.append(decision).seq(), decision);
    }

    /// Writes a program down, which runs from here on.
    Entry begin(String program, ModelDoor.Reply reply) {
        var stamp = new Entry.ModelStamp(reply.model(), reply.responseModel());
        return journal.append(
                new Entry.Program(style.tier(), stamp, reply.message(), program, reply.usage(), reply.millis()));
    }

    void correct(Flaw flaw, Usage usage) {
        journal.append(new Entry.Correction(style.tier(), flaw.failure().reason(), flaw.told(), usage));
    }

    /// If the message calls the caller's own tools, only these calls of it: the others would have to be made
    /// before the caller can go on, and the model asks for them again if it still wants them.
    Message.Assistant forClient(Message.Assistant message) {
        Set<String> own = clientTools();
        List<ToolCall> theirs = message.toolCalls().stream()
                .filter(call -> own.contains(call.name()))
                .toList();
        return theirs.isEmpty() ? message : new Message.Assistant(message.text(), theirs);
    }

    /// @throws ControlFlow.ClientToolCalls if the message calls the caller's own tools
    void stopForClient(Message.Assistant message, Supplier<Answer> answer) {
        Set<String> own = clientTools();
        if (message.toolCalls().stream().anyMatch(call -> own.contains(call.name()))) {
            throw new ControlFlow.ClientToolCalls(answer.get());
        }
    }

    Answer answer(Entry.Decision decision, Message.Assistant message) {
        var provenance = new Answer.Provenance(decision.tier(), decision.model().responseModel(), null, List.of());
        return new Answer(message, decision.finish(), journal.spent().answer(), provenance);
    }

    private ToolChoice choice(boolean acted) {
        ToolChoice choice = request().tools().choice();
        boolean forced = choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED;
        return forced && acted ? ToolChoice.AUTO : choice;
    }

    private Set<String> clientTools() {
        return request().tools().client().stream().map(ToolSpec::name).collect(Collectors.toUnmodifiableSet());
    }

    /// @param callsAsText whether calls are written as text, with no tools offered to the model natively
    record Style(String tier, boolean callsAsText) {}

    /// A journaled decision and the results it has so far.
    ///
    /// @param seq its place in the journal
    /// @param results by id of the call
    record Decided(long seq, Entry.Decision decision, Map<String, ToolResult> results) {
        Decided(long seq, Entry.Decision decision) {
            this(seq, decision, new HashMap<>());
        }

        static Decided resumed(RunJournal.OpenDecision open) {
            Decided decided = new Decided(open.entry().seq(), open.decision());
            open.done().forEach(done -> decided.results().put(done.result().callId(), done.result()));
            return decided;
        }

        Message.Assistant message() {
            return decision.message();
        }
    }
}
