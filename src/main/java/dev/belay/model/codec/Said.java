package dev.belay.model.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.speech.Take;
import dev.belay.model.codec.toolcall.ToolCallParts;

/// What a model has said so far: text, calls, a refusal. Of what it thought only the length is kept. Used by one
/// thread.
final class Said {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final ToolCallParts calls = new ToolCallParts();
    private final RunningUsage used;
    private Take take;
    private long characters;

    /// @param used counts the tokens of it
    /// @param take hears the text as it comes
    Said(RunningUsage used, Take take) {
        this.used = used;
        this.take = take;
    }

    /// Nobody listens any more: what still comes only counts.
    void unheard() {
        take = Take.UNHEARD;
    }

    /// @param delta what an event brought, or a whole message
    /// @param by name of the model
    void add(JsonNode delta, String by) {
        content(delta.path("content"), by);
        append(refusal, delta.path("refusal").textValue());
        // Thinking is progress and costs tokens, but is not part of the answer.
        count(delta.path("reasoning_content").textValue());
        count(delta.path("reasoning").textValue());
        int before = calls.characters();
        calls.add(delta);
        used.wrote(TokenEstimate.ofCharacters(calls.characters() - before));
    }

    /// @param piece of the text, or `null` if there is none
    /// @param by name of the model
    void add(String piece, String by) {
        if (piece != null) {
            append(text, piece);
            take.text(piece, by);
        }
    }

    private void content(JsonNode content, String by) {
        if (content.isArray()) {
            content.forEach(part -> add(part.path("text").textValue(), by));
        } else {
            add(content.textValue(), by);
        }
    }

    private void append(StringBuilder target, String piece) {
        if (piece != null) {
            target.append(piece);
            count(piece);
        }
    }

    private void count(String piece) {
        if (piece != null) {
            characters += piece.length();
            used.wrote(TokenEstimate.of(piece));
        }
    }

    /// In characters, with thoughts and calls.
    int size() {
        return (int) Math.min(Integer.MAX_VALUE, characters + calls.characters());
    }

    /// Whether there is nothing to answer with.
    boolean nothing() {
        return text.toString().isBlank() && calls.isEmpty();
    }

    String text() {
        return text.toString();
    }

    /// Empty if the model did not refuse.
    String refusal() {
        return refusal.toString();
    }

    ToolCallParts calls() {
        return calls;
    }
}
