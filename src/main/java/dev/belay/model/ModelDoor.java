package dev.belay.model;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.exchange.speech.Speech;
import dev.belay.journal.RunJournal;
import java.util.List;
import java.util.function.Supplier;

/// Asks the models of a route until one gives a whole message. Blocks; call it on a virtual thread.
public interface ModelDoor {

    /// @throws ModelFailed if no model of the route gave a whole message; the failure is that of the last one asked
    /// @throws dev.belay.exchange.ControlFlow.Rejected if a provider's content policy refused and the route says
    /// that is final
    /// @throws dev.belay.exchange.ControlFlow.Cancelled if `ask` was cancelled; the connection is closed by then
    Reply ask(Prompt prompt, Ask ask);

    /// What the model is shown.
    ///
    /// @param tools tools offered for native calling; empty for models or tiers that write calls as text
    /// @param rendition how the messages are put to each model that is asked
    record Prompt(
            List<Message> messages,
            List<ToolSpec> tools,
            ToolChoice choice,
            Sampling sampling,
            ResponseFormat format,
            Rendition rendition) {
        public Prompt {
            messages = List.copyOf(messages);
            tools = List.copyOf(tools);
        }

        /// Put to every model alike.
        public Prompt(
                List<Message> messages,
                List<ToolSpec> tools,
                ToolChoice choice,
                Sampling sampling,
                ResponseFormat format) {
            this(messages, tools, choice, sampling, format, Rendition.AS_IT_IS);
        }

        /// As this model is shown it.
        public Prompt shownTo(Rendition.Listener listener) {
            return rendition == Rendition.AS_IT_IS
                    ? this
                    : new Prompt(rendition.of(messages, listener), tools, choice, sampling, format);
        }
    }

    /// On whose behalf, how long, and where it is written down.
    ///
    /// @param route name of a configured route; `model:<id>` is the route of one model
    /// @param journal failed calls are appended to it; silent and full models of this run are read from it
    /// @param scope the attempt's node in the trace
    record Ask(
            Errand errand,
            String route,
            Deadline deadline,
            Cancellation cancellation,
            RunJournal journal,
            Scopes.Scope scope) {}

    /// @param tier id of the tier that asks, for the journal
    /// @param speech what the caller hears while the model speaks; what was heard is gone on with, or nothing is
    /// asked
    /// @param meter knows what the call that is under way has used
    /// @param aside whether the calls are a shadow's: they give way to others, are not repeated, and teach nothing
    record Errand(String runId, String tier, Speech speech, Meter meter, boolean aside) {
        public Errand(String runId, String tier, Speech speech, Meter meter) {
            this(runId, tier, speech, meter, false);
        }
    }

    /// Hears of each call before it is sent, so that one that is given up in the middle is not forgotten. What came of
    /// a call is in the journal afterwards.
    @FunctionalInterface
    interface Meter {
        Meter NONE = (_, _) -> {};

        /// @param model id in configuration
        /// @param used what the call has used so far, estimated and marked so while the provider has not said;
        /// from any
        /// thread
        void running(String model, Supplier<Usage> used);
    }

    /// One whole message. `message` is neither empty nor cut nor a refusal.
    ///
    /// @param model id in configuration
    /// @param responseModel the name the provider gave in its response
    record Reply(
            Message.Assistant message,
            FinishReason finish,
            Usage usage,
            String model,
            String responseModel,
            long millis) {}
}
