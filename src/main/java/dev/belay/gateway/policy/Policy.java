package dev.belay.gateway.policy;

import dev.belay.budget.Breach;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Expected;
import dev.belay.gateway.Streaming;
import dev.belay.run.review.Review;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One way of answering, as configured.
///
/// @param name what requests call it; for plain use of one model, the model's id
/// @param use the tools and tiers of a request that names none itself, and what is expected of its answer
public record Policy(String name, String strategy, String route, Use use, Delivery delivery, Times times) {

    /// @param tiers empty means: all there are, in their default order
    /// @param expected of the text of every answer
    public record Use(List<String> tiers, List<String> tools, Optional<Expected> expected) {
        public Use {
            tiers = List.copyOf(tiers);
            tools = List.copyOf(tools);
        }
    }

    /// @param degraded whether labelled substitutes count as answers
    /// @param review which answers a person sees first
    /// @param streaming when a caller who has the answer streamed begins to hear it
    /// @param breach what follows when a budget does not allow the next step
    public record Delivery(boolean degraded, Review review, Streaming streaming, Breach breach) {
        static final Delivery DEFAULT = new Delivery(true, Review.NONE, Streaming.BUFFER, Breach.STOP);

        /// How an answer is streamed to a caller who wishes this. What a person is to see first is kept whole.
        public Streaming streaming(Streaming.Wish wish) {
            return review.holds() ? Streaming.BUFFER : wish.over(streaming);
        }
    }

    /// @param deadline of a request that sets none
    /// @param reserve kept for tiers that need no model
    public record Times(Duration deadline, Duration longest, Duration reserve) {
        static final Times DEFAULT = new Times(Duration.ofSeconds(300), Duration.ofSeconds(900), Duration.ofSeconds(2));

        /// The deadline of a request that sets none itself.
        ///
        /// @param patience what is said beside it, or `null`; more than there is gets the longest
        public Duration deadline(Request.Patience patience) {
            Duration whole =
                    patience == null || patience.asked() == null ? deadline : shorter(patience.asked(), longest);
            return patience == null || patience.untilGone() == null ? whole : shorter(whole, patience.untilGone());
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }

        /// What is kept of a deadline: a short one would otherwise leave no time at all to tiers that ask models.
        public Duration reserveOf(Duration whole) {
            Duration fifth = whole.dividedBy(5);
            return reserve.compareTo(fifth) < 0 ? reserve : fifth;
        }
    }

    Policy withStrategy(String newName, String newStrategy) {
        return new Policy(newName, newStrategy, route, use, delivery, times);
    }

    /// This policy with another route.
    public Policy withRoute(String other) {
        return new Policy(name, strategy, other, use, delivery, times);
    }

    /// This policy with one model in place of its route.
    Policy forModel(String model) {
        return new Policy(model, strategy, "model:" + model, use, delivery, times);
    }
}
