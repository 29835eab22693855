package dev.belay.tier.support;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.tier.Chain;
import dev.belay.tier.TierCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// One run on the stage. Found by its id, so that many can play in one application at the same time.
public final class Scene {
    private static final Map<String, Scene> PLAYING = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}},\"required\":[\"x\"]}";

    /// What every scripted turn is said to have used.
    public static final Usage TURN = new Usage(10, 5, new BigDecimal("0.001"), false);

    public final String runId = "run-" + COUNTER.incrementAndGet();
    public final Cancellation cancellation = new Cancellation();
    public final StageModel model = new StageModel();
    public final StageTools tools = new StageTools();
    private final MemoryJournal journal = new MemoryJournal(runId);
    public final RecordingPassage passage = new RecordingPassage(journal);
    private List<Message> messages = List.of(new Message.System("Be brief."), new Message.User("Do it."));
    private List<ToolSpec> clientTools = List.of();
    private ToolChoice choice = ToolChoice.AUTO;
    private ResponseFormat format = ResponseFormat.TEXT;
    private Deadline deadline = Deadline.after(Duration.ofSeconds(60), System::nanoTime);

    public Scene() {
        PLAYING.put(runId, this);
    }

    static Scene of(String runId) {
        return PLAYING.get(runId);
    }

    public Scene messages(Message... messages) {
        this.messages = List.of(messages);
        return this;
    }

    public Scene clientTools(String... names) {
        this.clientTools = List.of(names).stream().map(Scene::spec).toList();
        return this;
    }

    public Scene choice(ToolChoice choice) {
        this.choice = choice;
        return this;
    }

    public Scene format(ResponseFormat format) {
        this.format = format;
        return this;
    }

    public Scene deadline(Deadline deadline) {
        this.deadline = deadline;
        return this;
    }

    public TierCall call(String... chain) {
        var offer = new Request.Offer(StageTools.NAMES, clientTools, choice);
        var conversation = new Request.Conversation(messages, Sampling.DEFAULT, format);
        var request = new Request(conversation, offer, Request.Way.DEFAULT, Request.Terms.DEFAULT);
        var work = new TierCall.Work(
                new TierCall.Identity(runId, runId, Caller.LOCAL),
                request,
                "default",
                new TierCall.Limits(deadline, Duration.ofSeconds(1), cancellation),
                Scopes.SILENT,
                passage);
        return new TierCall(work, Chain.of(List.of(chain)));
    }

    public RunJournal journal() {
        return journal;
    }

    /// Writes down what an earlier attempt would have: the decisions so far, with results for the first `calls`
    /// calls.
    public Scene carriedOver(List<Message.Assistant> decisions, int calls) {
        int done = 0;
        for (Message.Assistant decision : decisions) {
            if (done == calls) {
                return this;
            }
            Entry entry = journal.append(decision(decision));
            for (ToolCall call : decision.toolCalls()) {
                if (done < calls) {
                    done++;
                    journal.append(new Entry.ToolDone(entry.seq(), StageTools.result(call), "PURE", null, 1));
                }
            }
        }
        return this;
    }

    private static Entry.Decision decision(Message.Assistant message) {
        var stamp = new Entry.ModelStamp("m", "model-1");
        FinishReason finish = message.callsTools() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        return new Entry.Decision("earlier", stamp, message, finish, TURN, 1);
    }

    public <T extends Entry.Fact> List<T> facts(Class<T> kind) {
        return journal.entries().stream()
                .map(Entry::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// Everything the model was shown at last, as one text.
    public String lastShown() {
        List<String> texts = new ArrayList<>();
        model.prompts().getLast().messages().forEach(message -> texts.add(message.text()));
        return String.join("\n", texts);
    }

    /// Ids of calls whose results were written down, in that order.
    public List<String> resultIds() {
        return facts(Entry.ToolDone.class).stream()
                .map(Entry.ToolDone::result)
                .map(ToolResult::callId)
                .toList();
    }

    /// Results that were written down, in that order, e.g. `alpha(1)`.
    public List<String> results() {
        return facts(Entry.ToolDone.class).stream()
                .map(done -> done.result().content())
                .map(content -> content.substring(1, content.length() - 1))
                .toList();
    }

    static ToolSpec spec(String name) {
        return new ToolSpec(name, "Does " + name + ".", SCHEMA);
    }
}
