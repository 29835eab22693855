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
        private final String measure;

        public BudgetStopped(String message) {
            this(message, null);
        }

        /// @param measure of the request's own budget that is used up, or `null` if another one is
        public BudgetStopped(String message, String measure) {
            super(message);
            this.measure = measure;
        }

        public String measure() {
            return measure;
        }
    }

    /// Somebody cancelled the run, or the attempt.
    public static final class Cancelled extends ControlFlow {
        public Cancelled(String message) {
            super(message);
        }
    }

    /// The run does not go on here: another process works on it now, or will, or this one when its database is back.
    /// Nothing may be written or caused for it here any more, its end included.
    public static final class Disowned extends ControlFlow {
        private final boolean refused;

        public Disowned(String message) {
            this(message, false);
        }

        private Disowned(String message, boolean refused) {
            super(message);
            this.refused = refused;
        }

        /// The database refused a write, because another process works on the run.
        public static Disowned refused(String runId) {
            return new Disowned("another process works on run " + runId + " now", true);
        }

        /// Whether a write was refused.
        public boolean refused() {
            return refused;
        }
    }

    /// The provider's or our own policy said no, and the policy of the request says that this is final.
    public static final class Rejected extends ControlFlow {
        public Rejected(String message) {
            super(message);
        }
    }
}
