package dev.belay.run.history;

import dev.belay.exchange.message.ToolCall;

/// An effect that is in the way of going back.
///
/// @param effect its key in the effect ledger
/// @param tool whose effect it is
/// @param arguments canonical JSON
/// @param state the ledger's
/// @param call what undoes it, with canonical arguments; `null` if nothing does
/// @param obstacle why it cannot be undone, or `null`
public record Undo(String effect, String tool, String arguments, String state, ToolCall call, String obstacle) {
    public boolean possible() {
        return obstacle == null;
    }

    Undo hindered(String why) {
        return new Undo(effect, tool, arguments, state, call, why);
    }
}
