package dev.belay.model.codec;

import dev.belay.exchange.Failure;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;

/// What all the pieces of an answer came to.
public sealed interface Assembled {

    /// A whole message: neither empty nor cut nor refused.
    record Whole(Message.Assistant message, FinishReason finish) implements Assembled {}

    /// Not an answer.
    record Flawed(Failure failure) implements Assembled {}
}
