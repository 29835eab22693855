package dev.belay.tier.agent;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.exchange.speech.Speech;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.Standing;
import dev.belay.model.ModelDoor.Reply;
import dev.belay.model.ModelFailed;
import dev.belay.model.Rendition;
import dev.belay.tier.TierFailed;
import dev.belay.tier.agent.reading.MessageReader;
import dev.belay.tier.agent.reading.ReadMessage;
import dev.belay.tier.judge.AnswerCheck;
import dev.belay.tier.judge.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// One attempt, as the framework that drives it sees it: a transcript to begin with, a model to ask, tools to
/// call.
///
/// Whatever stops the attempt is kept: frameworks turn exceptions into text, log lines or other exceptions, so
/// every later use throws the same again, and [AgentAttempts] rethrows it whatever the framework made of it.
/// Used by one thread at a time.
public final class AgentSession {
    private final Desk desk;
    private final MessageReader reader;
    private final Turns turns;
    private final AnswerCheck check;
    private final Speech speech;
    private Desk.Decided current;
    private Entry program;
    private RuntimeException stopped;

    AgentSession(Desk desk, MessageReader reader, Turns turns) {
        this.desk = desk;
        this.reader = reader;
        this.turns = turns;
        this.check = new AnswerCheck(desk.request().conversation());
        this.speech = reader.hearing(desk.speech(), desk.callable());
    }

    /// What has been said and done so far; ends with a user's message or with tool results, never in between.
    public List<Message> transcript() {
        List<Message> messages = new ArrayList<>(conversation());
        messages.addAll(desk.journal().transcript());
        return messages;
    }

    /// What the request begins with.
    public List<Message> conversation() {
        return desk.request().conversation().messages();
    }

    /// The tools of this request: those executed here, then the caller's own.
    public List<ToolSpec> tools() {
        return desk.tools();
    }

    /// Names of tools of this request that only read. Those of the caller's own are not known to.
    public Set<String> reading() {
        return desk.reading();
    }

    public String runId() {
        return desk.journal().runId();
    }

    /// Whether the attempt is over because it answered.
    public boolean answered() {
        return current != null && !current.message().callsTools();
    }

    /// The most decisions that this attempt may take.
    public int maxTurns() {
        return turns.max();
    }

    /// Asks the model for its next message, and writes it down as a decision if it is one. A flawed message is
    /// answered with one corrective turn.
    ///
    /// @throws TierFailed if no model gave a message that can be used
    /// @throws ControlFlow.ClientToolCalls if the model called the caller's own tools
    public Reply decide(List<Message> shown) {
        return decide(Speakers.of(conversation(), shown), Rendition.AS_IT_IS);
    }

    /// The same, put to each model in words of its own.
    public Reply decide(List<Message> shown, Rendition rendition) {
        return guarded(() -> turn(shown, rendition));
    }

    /// The call of this id in the latest decision, as the model wrote it.
    ///
    /// @throws IllegalArgumentException if the latest decision has no such call
    public ToolCall callOf(String id) {
        return current.message().toolCalls().stream()
                .filter(call -> call.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the decision has no call " + id));
    }

    /// Executes a call of the latest decision and returns what the model reads. Asking twice executes once.
    public ToolResult call(String id) {
        return guarded(() -> current.results().computeIfAbsent(id, _ -> execute(callOf(id))));
    }

    /// The program that is running, whose fact is an [Entry.Program]; `null` if none is. One that another process left
    /// running is to be run again, with the results that its calls have.
    public Entry program() {
        return program;
    }

    /// What the run's journal holds that still counts.
    public List<Entry> entries() {
        return Standing.of(desk.journal().entries());
    }

    /// Gives the attempt up for a reason of the tier's own.
    public void fall(TierFailed why) {
        guarded(() -> {
            throw why;
        });
    }

    /// Makes a call that the running program asks for: a decision of its own, for which no model was asked.
    ///
    /// @param arguments JSON
    /// @throws TierFailed if the program goes too far
    /// @throws ControlFlow.ClientToolCalls if the tool is the caller's own
    public ToolResult callFrom(String tool, String arguments) {
        return guarded(() -> {
            desk.goOn();
            var message = new Message.Assistant("", List.of(new ToolCall(null, tool, arguments)));
            Flaw flaw = turns.flaw(message.toolCalls());
            if (flaw != null) {
                desk.correct(flaw, Usage.NONE);
                throw new TierFailed(flaw.failure());
            }
            decided(unasked(message, FinishReason.TOOL_CALLS), ReadMessage.given(message));
            return call(current.message().toolCalls().getFirst().id());
        });
    }

    /// The running program is over.
    ///
    /// @param told what the model is told of it
    /// @param lost whether what programs declared so far is gone
    public void ended(String told, boolean lost) {
        guarded(() -> {
            desk.journal().append(new Entry.ProgramEnded(program.seq(), told, lost));
            turns.ran(((Entry.Program) program.fact()).source(), told);
            program = null;
            return null;
        });
    }

    /// Ends the running program with an answer, if it is one.
    ///
    /// @param told what would be told of the program
    /// @return what is wrong with the answer, and the program is still running; `null` if it was taken
    public String answer(String text, String told) {
        return guarded(() -> {
            desk.goOn();
            Flaw flaw = check.flaw(text);
            if (flaw != null) {
                return flaw.told();
            }
            Reply answer = unasked(new Message.Assistant(text), FinishReason.STOP);
            ended(told, false);
            decided(answer, ReadMessage.given(answer.message()));
            return null;
        });
    }

    /// What the running program says: its model's, but for nothing.
    private Reply unasked(Message.Assistant message, FinishReason finish) {
        Entry.ModelStamp model = ((Entry.Program) program.fact()).model();
        return new Reply(message, finish, Usage.NONE, model.id(), model.responseModel(), 0);
    }

    /// What stopped the attempt, or `null`.
    RuntimeException stopped() {
        return stopped;
    }

    /// Takes up what the journal holds: makes the calls of an open decision that have no result yet.
    void resume() {
        guarded(() -> {
            Standing.of(desk.journal().entries()).forEach(this::remember);
            var open = desk.journal().openDecision();
            if (open != null) {
                current = Desk.Decided.resumed(open);
                desk.stopForClient(current.message(), () -> desk.answer(open.decision(), current.message()));
                current.message().toolCalls().forEach(call -> call(call.id()));
            }
            return null;
        });
    }

    /// The answer, once the framework has come to its end.
    ///
    /// @return `null` if the latest decision is not an answer
    Answer answer() {
        return answered() ? desk.answer(current.decision(), current.message()) : null;
    }

    private void remember(Entry entry) {
        program = runs(entry) ? entry : program != null && breaksOff(entry.fact()) ? null : program;
        if (entry.fact() instanceof Entry.Decision decision) {
            turns.remember(decision);
            current = new Desk.Decided(entry.seq(), decision);
        } else if (beginsAnew(entry.fact())) {
            current = null;
            turns.forget();
        } else if (entry.fact() instanceof Entry.ToolDone done && desk.inBranch()) {
            repeated(done);
        }
    }

    /// Those that vote begin anew after each act: what the run went round in before is a circle all the same.
    private void repeated(Entry.ToolDone done) {
        if (current != null && current.seq() == done.decision()) {
            current.message().toolCalls().stream()
                    .filter(call -> call.id().equals(done.result().callId()))
                    .forEach(call -> turns.remember(call, done.result()));
        }
    }

    /// Whether a program of this attempt's tier begins.
    private boolean runs(Entry entry) {
        return entry.fact() instanceof Entry.Program begun && begun.tier().equals(desk.tier());
    }

    /// Whether the program that ran before runs no longer: it ended, its tier fell, or the run took another way.
    private boolean breaksOff(Entry.Fact fact) {
        return switch (fact) {
            case Entry.ProgramEnded _, Entry.Forked _, Entry.Rewound _ -> true;
            case Entry.TierFell fell -> fell.tier().equals(desk.tier());
            case Entry.Decision decision -> !decision.tier().equals(desk.tier());
            default -> false;
        };
    }

    /// Whether an answer given before is not this attempt's: the run goes on from here to find another, because it has
    /// another past, or because whoever had it go on wants to hear what is said to what is known now.
    private static boolean beginsAnew(Entry.Fact fact) {
        return fact instanceof Entry.Forked
                || fact instanceof Entry.Rewound
                || fact instanceof Entry.Resumed(var why) && why == Entry.Resumed.Why.ASKED;
    }

    private Reply turn(List<Message> shown, Rendition rendition) {
        desk.goOn();
        turns.begin();
        desk.turn();
        List<Message> messages = new ArrayList<>(shown);
        boolean corrected = false;
        while (true) {
            Reply raw = desk.ask(messages, rendition, speech, turns.acted());
            ReadMessage reading = reader.read(raw.message(), desk.callable());
            Flaw flaw = flaw(reading);
            if (flaw == null) {
                return accept(raw, reading);
            }
            desk.correct(flaw, raw.usage());
            boolean heard = !speech.heard().isEmpty();
            if (flaw.hopeless() || corrected || heard) {
                throw new TierFailed(flaw.failure());
            }
            corrected = true;
            messages.add(new Message.Assistant(raw.message().text()));
            messages.add(new Message.User(flaw.told()));
        }
    }

    private Flaw flaw(ReadMessage reading) {
        if (reading.problem() != null) {
            return Flaw.correctable(BadAnswer.Flaw.MALFORMED, reading.problem());
        }
        if (reading.program() != null) {
            return turns.flaw(reading.program());
        }
        Message.Assistant message = reading.message();
        return message.callsTools() ? turns.flaw(message.toolCalls()) : check.flaw(message.text());
    }

    private Reply accept(Reply raw, ReadMessage read) {
        if (read.program() != null) {
            program = desk.begin(read.program(), raw);
            current = null;
            speech.next("", raw.responseModel());
            return raw;
        }
        Message.Assistant message = read.message();
        FinishReason finish = message.callsTools() ? FinishReason.TOOL_CALLS : raw.finish();
        Reply reply = new Reply(message, finish, raw.usage(), raw.model(), raw.responseModel(), raw.millis());
        return decided(reply, read);
    }

    /// Writes a decision down and hands its calls on to the caller if they are the caller's.
    private Reply decided(Reply said, ReadMessage read) {
        Message.Assistant message = desk.forClient(turns.withOwnIds(said.message()));
        Reply reply =
                new Reply(message, said.finish(), said.usage(), said.model(), said.responseModel(), said.millis());
        current = desk.decide(reply, read);
        turns.decided(message);
        desk.stopForClient(message, () -> desk.answer(current.decision(), message));
        if (message.callsTools()) {
            speech.next(message.text(), said.responseModel());
        }
        return reply;
    }

    /// The calls of one program are one step of the model, however many decisions they are.
    private ToolResult execute(ToolCall call) {
        ToolResult result = desk.execute(call, current.seq());
        turns.executed(call, result, program == null ? current.seq() : program.seq());
        return result;
    }

    private <T> T guarded(Supplier<T> step) {
        if (stopped != null) {
            throw stopped;
        }
        try {
            desk.cancellation().check();
            return step.get();
        } catch (JournalUnavailable e) {
            stopped = e.leaving();
        } catch (ModelFailed e) {
            stopped = new TierFailed(e.failure(), e);
        } catch (RuntimeException e) {
            stopped = e;
        }
        throw stopped;
    }

    /// Says that a bad answer ended the attempt.
    static TierFailed fall(BadAnswer.Flaw kind, String detail) {
        return new TierFailed(new BadAnswer(detail, kind));
    }
}
