package dev.belay.model.wire;

import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import java.time.Duration;

/// A whole answer of one model.
///
/// @param responseModel the name the provider gave itself, or the configured one
/// @param firstToken from sending the request
public record Answered(
        Message.Assistant message, FinishReason finish, Usage usage, String responseModel, Duration firstToken) {

    /// The message of which this is the rest.
    public Answered after(String beginning) {
        Message.Assistant whole = new Message.Assistant(beginning + message.text(), message.toolCalls());
        return new Answered(whole, finish, usage, responseModel, firstToken);
    }
}
