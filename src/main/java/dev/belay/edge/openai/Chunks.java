package dev.belay.edge.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An answer as OpenAI streams it (`chat.completion.chunk`), framed by hand: clients look for `data: ` with the space.
///
/// The answer is whole before the first chunk is written, because what a tier has said before it falls must not be
/// seen; so a stream never breaks off with an error inside.
final class Chunks {
    /// Characters per piece; small enough to be seen to stream, large enough to cost little.
    private static final int PIECE = 48;

    private final Completion completion;
    private final boolean usage;

    /// @param usage whether the caller asked for a last chunk with the usage
    Chunks(Completion completion, boolean usage) {
        this.completion = completion;
        this.usage = usage;
    }

    void write(OutputStream out) throws IOException {
        for (String frame : frames()) {
            out.write(frame.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    List<String> frames() {
        List<String> frames = new ArrayList<>();
        boolean calls = completion.answer().message().callsTools();
        String text = completion.answer().message().text();
        ObjectNode role = Json.object().put("role", "assistant");
        role.put("content", calls && text.isEmpty() ? null : "");
        frames.add(frame(chunk(role.putNull("refusal"), null)));
        for (String piece : pieces(text)) {
            frames.add(frame(chunk(Json.object().put("content", piece), null)));
        }
        List<ToolCall> asked = completion.answer().message().toolCalls();
        for (int i = 0; i < asked.size(); i++) {
            call(asked.get(i), i, frames);
        }
        ObjectNode last = chunk(Json.object(), completion.answer().finish().wire());
        if (usage) {
            frames.add(frame(last));
            last = head();
            last.putArray("choices");
            last.set("usage", Completion.usage(completion.answer().usage()));
        }
        last.set("belay", BelayObject.of(completion.report()));
        frames.add(frame(last));
        frames.add("data: [DONE]\n\n");
        return frames;
    }

    private void call(ToolCall call, int index, List<String> frames) {
        ObjectNode first = Json.object();
        ObjectNode opening = first.putArray("tool_calls").addObject();
        opening.put("index", index).put("id", call.id()).put("type", "function");
        opening.putObject("function").put("name", call.name()).put("arguments", "");
        frames.add(frame(chunk(first, null)));
        for (String piece : pieces(call.arguments())) {
            ObjectNode delta = Json.object();
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", index)
                    .putObject("function")
                    .put("arguments", piece);
            frames.add(frame(chunk(delta, null)));
        }
    }

    private ObjectNode chunk(ObjectNode delta, String finish) {
        ObjectNode chunk = head();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        if (usage) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode head() {
        return Json.object()
                .put("id", completion.id())
                .put("object", "chat.completion.chunk")
                .put("created", completion.created().getEpochSecond())
                .put("model", completion.model());
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
