package dev.belay.exchange.message;

/// What a tool call came to, as the model will read it.
///
/// @param callId the id of the call that is answered
/// @param content text for the model, bounded by the tool's output limit
/// @param status whether the content is a result, an error the model may correct, or an unknown outcome
/// @param source where the result comes from; anything but `EXECUTED` means that nothing was done now
public record ToolResult(String callId, String tool, String content, Status status, Source source) {

    /// How a content begins whose shape is not the one that the tool declares; up to the end of the line it says what
    /// is wrong, after that comes the result as it came.
    public static final String OTHER_SHAPE = "[the result does not have the shape that its tool declares: ";

    public enum Status {
        OK,
        /// The call was wrong or the tool failed, certainly without effect; the model may try something else.
        ERROR,
        /// Whether the effect happened is not known. It is not repeated.
        IN_DOUBT
    }

    public enum Source {
        EXECUTED,
        /// The effect ledger already held the outcome of this very call.
        LEDGER,
        /// An earlier result of the same call by the same caller; only of tools without effect. The content says
        /// how old it is.
        CACHED,
        /// The call was refused before anything ran: unknown tool, invalid arguments, not allowed.
        REFUSED
    }

    /// Whether the result has another shape than its tool declares.
    public boolean otherShape() {
        return content.startsWith(OTHER_SHAPE);
    }

    public Message.Tool asMessage() {
        return new Message.Tool(callId, tool, content);
    }
}
