package dev.belay.drill.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Tokens;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts replies into the frames that OpenAI's chat completions would send: `chat.completion.chunk` events
/// ending in `[DONE]`, or one `chat.completion` body in slices.
///
/// @param id of the response
/// @param created seconds since the epoch
/// @param usageAsked `stream_options.include_usage`
public record Rendering(String id, String model, long created, boolean streaming, boolean usageAsked) {

    /// The frames of a good response, in order.
    public List<Frame> frames(Reply reply, Tokens usage) {
        return streaming ? events(reply, usage) : slices(reply, usage);
    }

    public String contentType() {
        return streaming ? "text/event-stream; charset=utf-8" : "application/json";
    }

    /// One event with this delta.
    public Frame delta(ObjectNode delta, boolean token) {
        return Frame.event(chunk(delta, null).toString(), token);
    }

    /// The event that ends a choice.
    public Frame finish(String reason) {
        return Frame.event(chunk(Json.object(), reason).toString(), false);
    }

    public static Frame done() {
        return Frame.event("[DONE]", false);
    }

    /// A response object, or event, that chose nothing.
    public ObjectNode nothing() {
        ObjectNode nothing = envelope(streaming ? "chat.completion.chunk" : "chat.completion");
        nothing.putArray("choices");
        return nothing;
    }

    /// What comes before the first token: the role; without text if the reply is nothing but calls.
    public Frame opening(Reply reply) {
        boolean silent = reply.message().text().isEmpty() && reply.message().callsTools();
        return delta(
                Json.object()
                        .put("role", "assistant")
                        .put("content", silent ? null : "")
                        .putNull("refusal"),
                false);
    }

    /// A body up to the first character of its text.
    public String begun() {
        ObjectNode body = envelope("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", "");
        String text = body.toString();
        return text.substring(0, text.lastIndexOf("\"\"") + 1);
    }

    /// What follows the last token: finish reason, usage if it was asked for, `[DONE]`.
    public List<Frame> closing(Reply reply, Tokens usage) {
        List<Frame> closing = new ArrayList<>();
        closing.add(finish(reply.finish().wire()));
        if (usageAsked) {
            ObjectNode chunk = envelope("chat.completion.chunk");
            chunk.putArray("choices");
            chunk.set("usage", usage(usage));
            closing.add(Frame.event(chunk.toString(), false));
        }
        closing.add(done());
        return closing;
    }

    /// A piece of one call's arguments; with the call's id and name if it `opens` the call.
    public Frame callDelta(int index, ToolCall call, String arguments, boolean opens) {
        ObjectNode delta = Json.object();
        ObjectNode piece = delta.putArray("tool_calls").addObject().put("index", index);
        if (opens) {
            piece.put("id", call.id()).put("type", "function");
        }
        ObjectNode function = piece.putObject("function");
        if (opens) {
            function.put("name", call.name());
        }
        function.put("arguments", arguments);
        return delta(delta, true);
    }

    private List<Frame> events(Reply reply, Tokens usage) {
        List<Frame> events = new ArrayList<>();
        int size = reply.pace().characters();
        events.add(opening(reply));
        pieces(reply.message().text(), size).forEach(piece -> events.add(words("content", piece)));
        if (reply.refusal() != null) {
            pieces(reply.refusal(), size).forEach(piece -> events.add(words("refusal", piece)));
        }
        List<ToolCall> calls = reply.message().toolCalls();
        for (int i = 0; i < calls.size(); i++) {
            events.add(callDelta(i, calls.get(i), "", true));
            for (String piece : pieces(calls.get(i).arguments(), size)) {
                events.add(callDelta(i, calls.get(i), piece, false));
            }
        }
        events.addAll(closing(reply, usage));
        return events;
    }

    private Frame words(String field, String piece) {
        return delta(Json.object().put(field, piece), true);
    }

    /// As many slices as the reply has tokens, so that a fault in the middle is in the middle here too.
    private List<Frame> slices(Reply reply, Tokens usage) {
        byte[] body = body(reply, usage).toString().getBytes(StandardCharsets.UTF_8);
        int size = Math.max(1, body.length / Math.max(1, usage.output()));
        List<Frame> slices = new ArrayList<>();
        for (int at = 0; at < body.length; at += size) {
            slices.add(new Frame(Arrays.copyOfRange(body, at, Math.min(body.length, at + size)), true));
        }
        return slices;
    }

    private ObjectNode body(Reply reply, Tokens usage) {
        ObjectNode body = envelope("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        String text = reply.message().text();
        message.put("content", text.isEmpty() && reply.message().callsTools() ? null : text);
        message.put("refusal", reply.refusal());
        if (reply.message().callsTools()) {
            var calls = message.putArray("tool_calls");
            for (ToolCall call : reply.message().toolCalls()) {
                ObjectNode written = calls.addObject().put("id", call.id()).put("type", "function");
                written.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            }
        }
        choice.putNull("logprobs").put("finish_reason", reply.finish().wire());
        body.set("usage", usage(usage));
        return body;
    }

    private ObjectNode chunk(ObjectNode delta, String finish) {
        ObjectNode chunk = envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        if (usageAsked) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode envelope(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("service_tier", "default")
                .put("system_fingerprint", "fp_standin");
    }

    private static ObjectNode usage(Tokens usage) {
        ObjectNode told = Json.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.input() + usage.output());
        told.putObject("prompt_tokens_details").put("cached_tokens", 0);
        told.putObject("completion_tokens_details").put("reasoning_tokens", 0);
        return told;
    }

    /// `text` in pieces of `size` characters, none of them cut in half.
    public static List<String> pieces(String text, int size) {
        List<String> pieces = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        for (int at = 0; at < points.length; at += size) {
            pieces.add(new String(points, at, Math.min(size, points.length - at)));
        }
        return pieces;
    }
}
