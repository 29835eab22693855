package dev.belay.model.route;

import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.catalog.Trait;
import dev.belay.model.wire.Answered;
import java.util.ArrayList;
import java.util.List;

/// The beginning of a message that the caller has heard already, from a model that broke off. Only plain text is
/// gone on with: half a JSON value, or what leads to a call, would have to be guessed at.
///
/// @param text empty if nothing was heard
record Beginning(String text) {

    static Beginning heardBy(ModelDoor.Ask ask) {
        return new Beginning(ask.errand().speech().heard());
    }

    /// Why the model cannot go on with it, or `null` if it can, or may begin anew.
    Failure obstacle(ModelSpec model, ModelDoor.Prompt prompt) {
        boolean plain = prompt.tools().isEmpty() && prompt.format().kind() == ResponseFormat.Kind.TEXT;
        return text.isEmpty() || plain && model.has(Trait.CONTINUES)
                ? null
                : new Failure.Unavailable("the caller has heard the beginning of an answer, which " + model.id()
                        + " cannot be relied on to go on with");
    }

    ModelDoor.Prompt shown(ModelDoor.Prompt prompt) {
        if (text.isEmpty()) {
            return prompt;
        }
        List<Message> messages = new ArrayList<>(prompt.messages());
        messages.add(new Message.Assistant(text));
        return new ModelDoor.Prompt(messages, prompt.tools(), prompt.choice(), prompt.sampling(), prompt.format());
    }

    Answered whole(Answered rest) {
        return text.isEmpty() ? rest : rest.after(text);
    }
}
