package dev.belay.model.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Failure.BadAnswer.Flaw;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.speech.Take;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Supplier;

/// Puts the events of one streamed answer together, or reads an answer that came whole. Used by one thread, except that
/// any may ask for the usage.
///
/// Tolerates what does not change the answer (events that are not JSON, doubled pieces of calls, a missing `[DONE]`)
/// and nothing that does: cut, empty and refused output is a failure.
public final class ChunkAssembler {
    private static final String DONE = "[DONE]";

    private final ModelSpec model;
    private final ModelDoor.Prompt prompt;
    private final Faults faults;
    private final Redaction redaction;
    private final RunningUsage used;
    private final Said said;
    private String finish;
    private String saidModel;
    private String responseModel;
    private Failure failure;
    private int malformed;
    private int events;
    private boolean done;

    /// @param take hears the text as it comes
    public ChunkAssembler(ModelSpec model, ModelDoor.Prompt prompt, Redaction redaction, Take take) {
        this.model = model;
        this.prompt = prompt;
        this.redaction = redaction;
        this.faults = new Faults(redaction);
        this.used = new RunningUsage(model.prices(), prompt);
        this.said = new Said(used, take);
    }

    /// Nobody listens any more: what still comes only counts.
    public void unheard() {
        said.unheard();
    }

    /// Takes the data of one event.
    ///
    /// @return characters of content in it; 0 if it brought none
    public int event(String data) {
        if (data.strip().equals(DONE)) {
            done = true;
            used.over();
            return 0;
        }
        long before = used.written();
        int content = chunk(data);
        used.event(used.written() - before, events > 0 && finish == null);
        return content;
    }

    private int chunk(String data) {
        PlainChunk plain = PlainChunk.read(data);
        if (plain != null) {
            return chunk(plain);
        }
        try {
            return chunk(Json.tree(data));
        } catch (UncheckedIOException _) {
            malformed++;
            return 0;
        }
    }

    /// The call is given up in the middle of its answer.
    ///
    /// @param spoken nanoseconds since its first token
    public void left(long spoken) {
        used.left(spoken);
    }

    /// Takes an answer that did not come as a stream.
    ///
    /// @return false if it is not JSON
    public boolean whole(String body) {
        try {
            chunk(Json.tree(body));
            done = failure == null;
            return true;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private int chunk(PlainChunk chunk) {
        events++;
        named(chunk.model());
        int before = said.size();
        said.add(chunk.text(), speaker());
        stopped(chunk.finish());
        return said.size() - before;
    }

    private int chunk(JsonNode chunk) {
        if (!chunk.isObject()) {
            malformed++;
            return 0;
        }
        if (chunk.hasNonNull("error") || "error".equals(chunk.path("object").asText())) {
            failure = failure == null ? faults.ofError(chunk) : failure;
            return 0;
        }
        events++;
        named(chunk.path("model").textValue());
        int before = said.size();
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                choice(choice);
            }
        }
        used.said(chunk.path("usage"));
        return said.size() - before;
    }

    /// Every chunk says the name again, and making it fit to be shown is not free.
    private void named(String name) {
        if (name != null && !name.isEmpty() && !name.equals(saidModel)) {
            saidModel = name;
            responseModel = redaction.clean(name);
        }
    }

    private String speaker() {
        return responseModel == null ? model.name() : responseModel;
    }

    private void choice(JsonNode choice) {
        said.add(choice.hasNonNull("delta") ? choice.get("delta") : choice.path("message"), speaker());
        stopped(choice.hasNonNull("finish_reason") ? choice.get("finish_reason").asText() : null);
    }

    private void stopped(String reason) {
        if (reason != null && !reason.isEmpty()) {
            finish = reason.toLowerCase(Locale.ROOT);
        }
    }

    /// The provider sent an error instead of going on, or `null`.
    public Failure failure() {
        return failure;
    }

    /// The provider said that nothing follows.
    public boolean done() {
        return done;
    }

    /// The provider said why it stopped; only the usage may follow.
    public boolean finished() {
        return finish != null;
    }

    /// The name the provider gave itself, or `null`.
    public String responseModel() {
        return responseModel;
    }

    /// What was reported of a whole answer, otherwise an estimate of what the provider may bill if it is left
    /// now: the prompt, which it has read, what came so far, and what is on its way. What some report while they
    /// speak is no bill yet.
    public Usage usage() {
        return used.now();
    }

    /// Judges what came, once nothing more comes.
    ///
    /// @param spareIds ids for calls that the provider gave none
    public Assembled assemble(Supplier<String> spareIds) {
        used.over();
        Failure flaw = failure != null ? failure : flaw();
        if (flaw != null) {
            return new Assembled.Flawed(flaw);
        }
        var toolCalls = said.calls().calls(spareIds);
        return new Assembled.Whole(new Message.Assistant(said.text(), toolCalls), finishReason(!toolCalls.isEmpty()));
    }

    private Failure flaw() {
        Failure stopped = faults.ofFinish(finish);
        if (stopped != null) {
            return stopped;
        }
        if (!said.refusal().isBlank()) {
            return bad("the model refused: " + redaction.clean(said.refusal()), Flaw.REFUSED);
        }
        if (finish == null && !done) {
            return unfinished();
        }
        if (said.nothing()) {
            return bad("the answer holds neither text nor calls", events == 0 ? Flaw.MALFORMED : Flaw.EMPTY);
        }
        if (isCut()) {
            return bad("cut at a limit that the caller did not set", Flaw.CUT);
        }
        if (malformed > 0 && !said.calls().readable()) {
            return bad("parts of the answer were not readable", Flaw.MALFORMED);
        }
        return null;
    }

    private Failure unfinished() {
        if (events == 0) {
            return bad("what came back is not a chat completion", Flaw.MALFORMED);
        }
        return said.nothing()
                ? bad("the stream ended without content", Flaw.EMPTY)
                : bad("the stream ended in the middle of the answer", Flaw.CUT);
    }

    private boolean isCut() {
        if ("model_length".equals(finish) || "model_context_window_exceeded".equals(finish)) {
            return true;
        }
        if (!isLength()) {
            return false;
        }
        Integer asked = prompt.sampling().maxTokens();
        boolean callersLimit = asked != null && asked.equals(RequestWriter.limit(model, prompt.sampling()));
        return !callersLimit || !said.calls().readable();
    }

    private boolean isLength() {
        return "length".equals(finish) || "max_tokens".equals(finish);
    }

    private FinishReason finishReason(boolean callsTools) {
        if (isLength()) {
            return FinishReason.LENGTH;
        }
        return callsTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    private static BadAnswer bad(String detail, Flaw flaw) {
        return new BadAnswer(detail, flaw);
    }
}
