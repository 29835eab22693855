package dev.belay.run.history;

import dev.belay.exchange.Caller;
import dev.belay.exchange.message.ToolCall;

/// Knows what undoes an effect: the port to the tools, which the gateway implements.
public interface Compensations {

    /// @param effect key of the effect in the ledger
    /// @param arguments of the call that had the effect, canonical JSON
    /// @param result what it gave
    Declared of(String effect, String tool, String arguments, String result, Caller caller);

    sealed interface Declared {
        /// @param call with canonical arguments
        record Call(ToolCall call) implements Declared {}

        /// @param why for the one who wants to go back
        record None(String why) implements Declared {}
    }
}
