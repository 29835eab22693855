package dev.belay.exchange;

import dev.belay.exchange.message.Message;
import java.util.List;

/// What must pass every framework, retry and fallback untouched, because it is not a failure of a tier.
///
/// Thrown on purpose and without a stack trace. `abortOn` and `skipOn` of every tier name this type.
public abstract sealed class ControlFlow extends RuntimeException {
    private ControlFlow(String message) {
        super(message, null, false, false);
    }

    /// The run waits for a person.
    public static final class NeedsHuman extends ControlFlow {
        private final String tool;

        /// @param tool the tool that may not run by itself, or `null` if the run as a whole asks
        public NeedsHuman(String message, String tool) {
            super(message);
            this.tool = tool;
        }

        public String tool() {
            return tool;
        }
    }

    /// The model called the caller's own tools: the calls go back to the caller.
    public static final class ClientToolCalls extends ControlFlow {
        private final transient Answer answer;

        public ClientToolCalls(Answer answer) {
            super("the model called the caller's own tools");
            this.answer = answer;
        }

        public Answer answer() {
            return answer;
        }

        public List<String> names() {
            return answer.message().toolCalls().stream()
                    .map(dev.belay.exchange.message.ToolCall::name)
                    .toList();
        }

        public Message.Assistant message() {
            return answer.message();
        }
    }

    /// The budget does not allow the next step.
    public static final class BudgetStopped extends ControlFlow {
        public BudgetStopped(String message) {
            super(message);
        }
    }

    /// Somebody cancelled the run, or the attempt.
    public static final class Cancelled extends ControlFlow {
        public Cancelled(String message) {
            super(message);
        }
    }

    /// Another process works on the run now. Nothing may be written or caused here any more, its end included.
    public static final class Disowned extends ControlFlow {
        public Disowned(String message) {
            super(message);
        }
    }

    /// The provider's or our own policy said no, and the policy of the request says that this is final.
    public static final class Rejected extends ControlFlow {
        public Rejected(String message) {
            super(message);
        }
    }
}
