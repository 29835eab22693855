package dev.belay.strategy.smart;

import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.statistics.learning.Knowledge;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Puts the tier that fits a task in front of the request's own chain. One that is not in the chain, or cannot be tried
/// now, is passed over, and the chain stays as it is. Thread-safe.
final class Routing {
    private final SmartConfig config;
    private final Supplier<Knowledge> knowledge;
    private final Predicate<String> live;

    /// @param live whether a tier asks models and can be tried now
    Routing(SmartConfig config, Supplier<Knowledge> knowledge, Predicate<String> live) {
        this.config = config;
        this.knowledge = knowledge;
        this.live = live;
    }

    /// The call down the chain that is to be tried. A run that was taken over keeps what was chosen for it.
    TierCall routed(TierCall call) {
        Passage passage = call.work().passage();
        Choice choice = passage.chosen(SmartStrategy.ID);
        if (choice == null) {
            choice = choose(call);
            passage.chose(choice);
        }
        return call.down(call.chain().in(choice.order()));
    }

    private Choice choose(TierCall call) {
        Judgement judgement = Judgement.of(call.work().request(), knowledge.get(), config);
        String first =
                switch (judgement.complexity()) {
                    case SIMPLE -> config.first().simple();
                    case MEDIUM -> config.first().medium();
                    case COMPLEX -> config.first().complex();
                };
        String obstacle = !call.chain().tiers().contains(first)
                ? "; " + first + " is not in the chain"
                : live.test(first) ? "" : "; " + first + " cannot be tried now";
        List<String> order = obstacle.isEmpty()
                ? call.chain().in(List.of(first)).tiers()
                : call.chain().tiers();
        return new Choice(SmartStrategy.ID, order, true, null, judgement.reason() + obstacle);
    }
}
