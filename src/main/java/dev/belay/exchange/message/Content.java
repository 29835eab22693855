package dev.belay.exchange.message;

import java.util.List;

/// What was said at one place of a run: told to those who may keep it and to nobody else.
///
/// It is no event, and none of these records shows in `toString()` what it holds: a log line, a journal or a stream of
/// events cannot come by it by mistake.
public sealed interface Content {

    /// What a model was shown.
    record Prompt(List<Message> messages) implements Content {
        @Override
        public String toString() {
            return "Prompt[" + messages.size() + " messages]";
        }
    }

    /// What a model said, whole.
    record Reply(Message.Assistant message, FinishReason finish) implements Content {
        @Override
        public String toString() {
            return "Reply[" + finish + "]";
        }
    }

    /// What a tool was asked, as the model wrote it.
    record Arguments(String text) implements Content {
        @Override
        public String toString() {
            return "Arguments[" + text.length() + " characters]";
        }
    }

    /// What a tool call came to, as the model will read it.
    record Result(String text) implements Content {
        @Override
        public String toString() {
            return "Result[" + text.length() + " characters]";
        }
    }
}
