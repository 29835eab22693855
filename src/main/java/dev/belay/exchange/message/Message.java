package dev.belay.exchange.message;

import java.util.List;
import java.util.stream.Collectors;

/// One message of a transcript. Text is never `null`; absent text is the empty string.
public sealed interface Message {

    /// The words of the message, without images, calls or other structure.
    String text();

    /// Characters of [#text].
    default int length() {
        return text().length();
    }

    /// Instructions of whoever set up the conversation.
    record System(String text) implements Message {}

    /// What the person or program on the other side said, as parts in their order.
    record User(List<Part> parts) implements Message {
        public User {
            parts = List.copyOf(parts);
        }

        public User(String text) {
            this(List.of(new Part.Text(text)));
        }

        @Override
        public String text() {
            return parts.stream()
                    .filter(Part.Text.class::isInstance)
                    .map(part -> ((Part.Text) part).text())
                    .collect(Collectors.joining("\n"));
        }
    }

    /// What a model decided: words, calls, or both.
    record Assistant(String text, List<ToolCall> toolCalls) implements Message {
        public Assistant {
            text = text == null ? "" : text;
            toolCalls = List.copyOf(toolCalls);
        }

        public Assistant(String text) {
            this(text, List.of());
        }

        public boolean callsTools() {
            return !toolCalls.isEmpty();
        }
    }

    /// What came back from one call. `callId` names the call of an earlier [Assistant] message.
    record Tool(String callId, String name, String text) implements Message {}

    /// A piece of a user's message.
    sealed interface Part {
        record Text(String text) implements Part {}

        /// An image by address or `data:` URL; `detail` is OpenAI's `low`, `high` or `auto`, or `null`.
        record Image(String url, String detail) implements Part {}
    }
}
