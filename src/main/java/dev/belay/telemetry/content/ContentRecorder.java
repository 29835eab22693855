package dev.belay.telemetry.content;

import dev.belay.exchange.message.Content;
import dev.belay.exchange.message.Message;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.function.Supplier;

/// Puts what was said onto spans that are kept, bounded and without the configured secrets. Thread-safe.
public final class ContentRecorder {
    /// Asks for no content at all.
    public static final ContentRecorder OFF = new ContentRecorder(0, Secrets.of(List.of()));

    private final int limit;
    private final Secrets secrets;

    /// @param limit most characters of one attribute; 0 records nothing
    public ContentRecorder(int limit, Secrets secrets) {
        this.limit = limit;
        this.secrets = secrets;
    }

    /// @param content is asked only if it will be recorded
    public void record(Span span, Supplier<Content> content) {
        if (limit <= 0 || !span.isRecording()) {
            return;
        }
        switch (content.get()) {
            case Content.Prompt prompt -> prompt(span, prompt.messages());
            case Content.Reply reply ->
                put(span, ContentAttributes.OUTPUT_MESSAGES, new Rendering(secrets).reply(reply, limit));
            case Content.Arguments arguments -> text(span, ContentAttributes.ARGUMENTS, arguments.text());
            case Content.Result result -> text(span, ContentAttributes.RESULT, result.text());
        }
    }

    private void prompt(Span span, List<Message> messages) {
        List<Message> instructions =
                messages.stream().filter(Message.System.class::isInstance).toList();
        List<Message> talk = messages.stream()
                .filter(message -> !(message instanceof Message.System))
                .toList();
        if (!instructions.isEmpty()) {
            put(span, ContentAttributes.SYSTEM_INSTRUCTIONS, new Rendering(secrets).instructions(instructions, limit));
        }
        put(span, ContentAttributes.INPUT_MESSAGES, new Rendering(secrets).messages(talk, limit));
    }

    private void text(Span span, AttributeKey<String> key, String text) {
        String clean = secrets.blotted(text);
        put(span, key, new Bounded(Bounded.cut(clean, limit), clean.length() > limit));
    }

    private static void put(Span span, AttributeKey<String> key, Bounded value) {
        span.setAttribute(key, value.text());
        if (value.cut()) {
            span.setAttribute(ContentAttributes.CUT, true);
        }
    }
}
