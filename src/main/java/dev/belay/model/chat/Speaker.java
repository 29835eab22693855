package dev.belay.model.chat;

import dev.belay.model.ModelDoor;

/// Answers a prompt on behalf of one attempt: from its journal while that holds decisions, then through the door.
@FunctionalInterface
public interface Speaker {

    /// @throws dev.belay.model.ModelFailed if no model answered
    /// @throws dev.belay.exchange.ControlFlow if the run is to stop
    ModelDoor.Reply speak(ModelDoor.Prompt prompt);
}
