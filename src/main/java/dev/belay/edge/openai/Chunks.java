package dev.belay.edge.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An answer as OpenAI streams it (`chat.completion.chunk`), framed by hand: clients look for `data: ` with the space.
/// Used by one thread.
final class Chunks {
    /// Said while there is nothing to say, so that nobody in between takes the connection for dead. Clients skip it.
    static final String SILENCE = ": keep-alive\n\n";

    /// Characters per piece; small enough to be seen to stream, large enough to cost little.
    private static final int PIECE = 48;

    private final String id;
    private final Instant created;
    private final boolean usage;
    private boolean begun;

    /// @param created told in all chunks
    /// @param usage whether the caller asked for a last chunk with the usage
    Chunks(String runId, Instant created, boolean usage) {
        this.id = Completion.id(runId);
        this.created = created;
        this.usage = usage;
    }

    /// Some of the text, before the answer is whole.
    List<String> words(String text, String model) {
        List<String> frames = new ArrayList<>();
        begin(false, model, frames);
        frames.add(frame(chunk(Json.object().put("content", text), null, model)));
        return frames;
    }

    /// The rest of an answer that is whole now, and `[DONE]`.
    ///
    /// @param heard how much of its text was sent before, in characters
    /// @param apart whether an empty line goes before the rest, because other text was sent
    List<String> rest(Completion completion, int heard, boolean apart) {
        List<String> frames = new ArrayList<>();
        String model = completion.model();
        String text = completion.answer().message().text();
        begin(completion.answer().message().callsTools() && text.isEmpty(), model, frames);
        String rest = text.substring(heard);
        for (String piece : pieces(apart && !rest.isEmpty() ? "\n\n" + rest : rest)) {
            frames.add(frame(chunk(Json.object().put("content", piece), null, model)));
        }
        List<ToolCall> asked = completion.answer().message().toolCalls();
        for (int i = 0; i < asked.size(); i++) {
            call(asked.get(i), i, model, frames);
        }
        ObjectNode last = chunk(Json.object(), completion.answer().finish().wire(), model);
        if (usage) {
            frames.add(frame(last));
            last = head(model);
            last.putArray("choices");
            last.set("usage", Completion.usage(completion.answer().usage()));
        }
        last.set("belay", BelayObject.of(completion.report()));
        frames.add(frame(last));
        frames.add("data: [DONE]\n\n");
        return frames;
    }

    /// An error in a stream that has begun; no `[DONE]` follows, nor anything else.
    static String error(String body) {
        return "data: " + body + "\n\n";
    }

    private void begin(boolean callsOnly, String model, List<String> frames) {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode role = Json.object().put("role", "assistant");
        role.put("content", callsOnly ? null : "");
        frames.add(frame(chunk(role.putNull("refusal"), null, model)));
    }

    private void call(ToolCall call, int index, String model, List<String> frames) {
        ObjectNode first = Json.object();
        ObjectNode opening = first.putArray("tool_calls").addObject();
        opening.put("index", index).put("id", call.id()).put("type", "function");
        opening.putObject("function").put("name", call.name()).put("arguments", "");
        frames.add(frame(chunk(first, null, model)));
        for (String piece : pieces(call.arguments())) {
            ObjectNode delta = Json.object();
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", index)
                    .putObject("function")
                    .put("arguments", piece);
            frames.add(frame(chunk(delta, null, model)));
        }
    }

    private ObjectNode chunk(ObjectNode delta, String finish, String model) {
        ObjectNode chunk = head(model);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        if (usage) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode head(String model) {
        return Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created.getEpochSecond())
                .put("model", model);
    }

    /// Cuts between code points, so that no piece holds half a character.
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(from + PIECE, text.length());
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static String frame(ObjectNode chunk) {
        return "data: " + chunk + "\n\n";
    }
}
