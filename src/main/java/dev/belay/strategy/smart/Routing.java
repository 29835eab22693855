package dev.belay.strategy.smart;

import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.BelayEvent.Task;
import dev.belay.exchange.Request;
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
        Fit fit = fit(call.work().request());
        String first = fit.tier();
        String obstacle = !call.chain().tiers().contains(first)
                ? "; " + first + " is not in the chain"
                : live.test(first) ? "" : "; " + first + " cannot be tried now";
        List<String> order = obstacle.isEmpty()
                ? call.chain().in(List.of(first)).tiers()
                : call.chain().tiers();
        return new Choice(SmartStrategy.ID, order, true, null, fit.reason() + obstacle);
    }

    /// What somebody has said of a kind of tasks goes before what can be seen of one.
    private Fit fit(Request request) {
        String kind = Task.of(request).kind();
        String byKind = config.first().byKind().get(kind);
        if (byKind != null) {
            return new Fit(byKind, "of the kind " + kind);
        }
        Judgement judgement = Judgement.of(request, knowledge.get(), config);
        String tier =
                switch (judgement.complexity()) {
                    case SIMPLE -> config.first().simple();
                    case MEDIUM -> config.first().medium();
                    case COMPLEX -> config.first().complex();
                };
        return new Fit(tier, judgement.reason());
    }

    /// @param reason without a word of the task
    private record Fit(String tier, String reason) {}
}
