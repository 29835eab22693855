package dev.belay.tier;

import static dev.belay.tier.support.StageModel.calls;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.model.ModelDoor.Ask;
import dev.belay.model.ModelFailed;
import dev.belay.strategy.Strategies;
import dev.belay.tier.support.Scene;
import jakarta.inject.Inject;
import java.util.List;

/// A whole chain with everything around it under the control of a test.
abstract class ChainOnStage {
    static final Message.User CERTAIN = new Message.User("Is ada@example.org a valid e-mail address?");
    static final List<Message.Assistant> CONVERSATION = List.of(
            calls("c1 alpha 1"), calls("c2 beta 2", "c3 gamma 3"), calls("c4 alpha 4"), new Message.Assistant("done"));

    @Inject
    Strategies strategies;

    final Scene scene = new Scene();

    final Answer descend(String... chain) {
        return strategies.find("sequential").answer(scene.call(chain));
    }

    static String tier(Ask ask) {
        return ask.errand().tier();
    }

    static Message.Assistant overloaded() {
        throw new ModelFailed(new Failure.Overloaded("503", null));
    }
}
