package dev.belay.tier.agent.reading;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.exchange.speech.Speech;
import java.util.List;

/// Finds out what a model's message is meant to be. Called from many threads at once.
@FunctionalInterface
public interface MessageReader {

    /// @param tools those that may be called
    ReadMessage read(Message.Assistant message, List<ToolSpec> tools);

    /// What may be heard of a message before it can be read.
    ///
    /// @param speech hears all of it
    /// @param tools those that may be called
    default Speech hearing(Speech speech, List<ToolSpec> tools) {
        return speech;
    }
}
