package dev.belay.drill.call;

import dev.belay.drill.script.Reply;

/// A change of what the model says.
@FunctionalInterface
public interface Wording {

    /// @param good the reply as it would have been
    Reply say(Reply good, Ask ask);
}
