package dev.belay.tier.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.model.codec.TokenEstimate;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Cuts a transcript to a model's window, always in the same way. System texts, what users said, every call,
/// every result of an effect and the newest steps stay; what may be shortened is the old results of tools that
/// only read, since they can be read again, and old words of the model. Each place that was shortened says so.
///
/// If that is not enough, results of reading are shortened however new they are. What then is still too long is
/// left so: dropping more would hide what has been done.
final class Window {
    /// Decisions at the end that stay as they are as long as possible, with their results.
    private static final int NEWEST = 2;
    /// Characters from which on a later call's value is taken for one that a result brought.
    private static final int SHORTEST_REFERENCE = 4;

    private final long room;
    private final Set<String> reading;

    /// @param room in tokens
    /// @param reading names of tools that only read
    Window(long room, Set<String> reading) {
        this.room = room;
        this.reading = reading;
    }

    List<Message> fit(List<Message> transcript) {
        if (TokenEstimate.of(transcript) <= room) {
            return transcript;
        }
        List<Message> messages = new ArrayList<>(transcript);
        int newest = newest(transcript);
        IntPredicate old = at -> at < newest;
        IntPredicate referenced = at -> !references(transcript, at).isEmpty();
        shorten(messages, old.and(referenced.negate()));
        shorten(messages, old);
        words(messages, newest);
        shorten(messages, _ -> true);
        return messages;
    }

    /// Shortens results of reading, the oldest first, until all fits.
    private void shorten(List<Message> messages, IntPredicate which) {
        long over = TokenEstimate.of(messages) - room;
        for (int at = 0; at < messages.size() && over > 0; at++) {
            if (messages.get(at) instanceof Message.Tool(String id, String name, String text)
                    && reading.contains(name)
                    && which.test(at)) {
                String less = Excerpt.ofResult(text, references(messages, at));
                over -= TokenEstimate.of(text) - TokenEstimate.of(less);
                messages.set(at, new Message.Tool(id, name, less));
            }
        }
    }

    private void words(List<Message> messages, int newest) {
        long over = TokenEstimate.of(messages) - room;
        for (int at = 0; at < newest && over > 0; at++) {
            if (messages.get(at) instanceof Message.Assistant(String text, List<ToolCall> calls, String name)) {
                String less = Excerpt.ofWords(text);
                over -= TokenEstimate.of(text) - TokenEstimate.of(less);
                messages.set(at, new Message.Assistant(less, calls, name));
            }
        }
    }

    private static int newest(List<Message> transcript) {
        int[] decisions = IntStream.range(0, transcript.size())
                .filter(at -> transcript.get(at) instanceof Message.Assistant)
                .toArray();
        return decisions.length <= NEWEST ? 0 : decisions[decisions.length - NEWEST];
    }

    /// What later calls say that the result at a place says too, so that they probably had it from there.
    private static Set<String> references(List<Message> transcript, int at) {
        Set<String> said = new HashSet<>();
        for (Message later : transcript.subList(at + 1, transcript.size())) {
            if (later instanceof Message.Assistant decision) {
                decision.toolCalls().forEach(call -> said.addAll(texts(call)));
            }
        }
        String text = transcript.get(at).text();
        said.removeIf(one -> one.length() < SHORTEST_REFERENCE || !text.contains(one));
        return said;
    }

    private static List<String> texts(ToolCall call) {
        List<String> texts = new ArrayList<>();
        try {
            collect(Json.tree(call.arguments()), texts);
        } catch (UncheckedIOException _) {
            // What cannot be read refers to nothing.
        }
        return texts;
    }

    private static void collect(JsonNode value, List<String> texts) {
        if (value.isValueNode()) {
            texts.add(value.asText());
        }
        value.forEach(inside -> collect(inside, texts));
    }
}
