package dev.belay.tier.agent.reading;

import dev.belay.exchange.message.Message;
import java.util.List;

/// A model's message as it is understood.
///
/// @param problem what the model is told if its message meant a call that cannot be understood, or `null`
/// @param confidence from 0 to 1 that calls which were read out of text or mended are meant so; else `null`
/// @param repairs what had to be mended, as stable names
/// @param program what the message would have run, instead of calls; otherwise `null`
public record ReadMessage(
        Message.Assistant message, String problem, Double confidence, List<String> repairs, String program) {

    /// A message as the provider gave it.
    public static ReadMessage given(Message.Assistant message) {
        return new ReadMessage(message, null, null, List.of(), null);
    }

    /// A message that is to be run, unless it has no program in it.
    public static ReadMessage run(Message.Assistant message, String program) {
        return new ReadMessage(message, null, null, List.of(), program);
    }

    /// A message whose calls were read out of text, or mended.
    public static ReadMessage heard(
            Message.Assistant message, String problem, double confidence, List<String> repairs) {
        return new ReadMessage(message, problem, confidence, repairs, null);
    }
}
