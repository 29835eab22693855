package dev.belay.run;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

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

    /// A scope that keeps everything it hears, in order, that of its children included.
    static final class Heard implements Scopes.Scope {
        final List<BelayEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public Scopes.Scope open(BelayEvent.Opening opening) {
            events.add(opening);
            return this;
        }

        @Override
        public void announce(BelayEvent event) {
            events.add(event);
        }

        @Override
        public void close(BelayEvent.Closing closing) {
            events.add(closing);
        }

        @Override
        public Map<String, String> propagation() {
            return Map.of();
        }

        @Override
        public Scopes.Entered enter() {
            return () -> {};
        }

        @Override
        public String traceId() {
            return null;
        }
    }
}
