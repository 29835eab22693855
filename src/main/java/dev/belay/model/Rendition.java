package dev.belay.model;

import dev.belay.exchange.message.Message;
import java.util.List;

/// Puts messages to the model that is asked: in words that it knows, and short enough for it. Only the door
/// knows which model that is. Called once per model of the route, from the thread that asks.
@FunctionalInterface
public interface Rendition {
    /// Every model is shown the same.
    Rendition AS_IT_IS = (messages, _) -> messages;

    List<Message> of(List<Message> messages, Listener listener);

    /// Who is told.
    ///
    /// @param name the provider's name of the model
    /// @param callForm how it is taught to write calls, or `null` if nobody has said
    /// @param window tokens that what it is shown and its answer may have together, or `null` if not known
    /// @param answer tokens of the answer at most, or `null` if not known
    record Listener(String name, ModelsConfig.CallForm callForm, Integer window, Integer answer) {
        public Listener within(int tokens) {
            return new Listener(name, callForm, tokens, answer);
        }
    }
}
