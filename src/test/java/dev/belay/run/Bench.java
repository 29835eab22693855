package dev.belay.run;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import java.util.List;

/// What tests of runs work with.
final class Bench {
    private Bench() {}

    static Request request(String key) {
        return new Request(
                Request.Conversation.of(
                        List.of(new Message.System("be brief"), new Message.User("what is in the file?"))),
                Request.Offer.NOTHING,
                Request.Way.DEFAULT,
                new Request.Terms(null, null, null, null, key));
    }

    static Outcome answered(String tier) {
        return new Outcome.Succeeded(new Answer(
                new Message.Assistant("42"),
                FinishReason.STOP,
                Usage.NONE,
                new Answer.Provenance(tier, "gpt-x", null, List.of())));
    }
}
