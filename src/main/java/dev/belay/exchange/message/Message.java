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

    /// Which of several on the same side speaks, or `null` where nobody said. The name of a tool is none of these.
    default String speaker() {
        return switch (this) {
            case System system -> system.name();
            case User user -> user.name();
            case Assistant assistant -> assistant.name();
            case Tool _ -> null;
        };
    }

    /// The same, said by another. A tool's result stays as it is.
    ///
    /// @param speaker as [#speaker] gives it
    default Message saidBy(String speaker) {
        return switch (this) {
            case System system -> new System(system.text(), speaker);
            case User user -> new User(user.parts(), speaker);
            case Assistant assistant -> new Assistant(assistant.text(), assistant.toolCalls(), speaker);
            case Tool tool -> tool;
        };
    }

    /// Instructions of whoever set up the conversation.
    ///
    /// @param name see [#speaker]
    record System(String text, String name) implements Message {
        public System(String text) {
            this(text, null);
        }
    }

    /// What the person or program on the other side said, as parts in their order.
    ///
    /// @param name see [#speaker]
    record User(List<Part> parts, String name) implements Message {
        public User {
            parts = List.copyOf(parts);
        }

        public User(List<Part> parts) {
            this(parts, null);
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
    ///
    /// @param name see [#speaker]; what models say here has none
    record Assistant(String text, List<ToolCall> toolCalls, String name) implements Message {
        public Assistant {
            text = text == null ? "" : text;
            toolCalls = List.copyOf(toolCalls);
        }

        public Assistant(String text, List<ToolCall> toolCalls) {
            this(text, toolCalls, null);
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
