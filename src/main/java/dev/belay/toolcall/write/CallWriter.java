package dev.belay.toolcall.write;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import java.util.List;

/// One form in which calls are written as text: how a model is taught it, and how what happened is shown in it.
///
/// Whatever [#calls] writes, `ToolCallParser` reads as exactly these calls, provided that the schemas declare
/// the types of the arguments. Whatever a result holds, it ends where [#results] ends it. Thread-safe.
public interface CallWriter {

    /// The name of the form in configuration and in the reference of dialects.
    String id();

    /// What the model is told of its tools and of how to call them.
    ///
    /// @param tools at least one
    String lesson(List<ToolSpec> tools);

    /// The calls of one decision.
    ///
    /// @param calls at least one
    String calls(List<ToolCall> calls);

    /// What came of the calls of one decision, in their order.
    ///
    /// @param results at least one
    String results(List<Message.Tool> results);
}
