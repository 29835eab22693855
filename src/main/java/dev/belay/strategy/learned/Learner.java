package dev.belay.strategy.learned;

import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.BelayEvent.Task;
import dev.belay.statistics.learning.Bandit;
import dev.belay.statistics.learning.Knowledge;
import dev.belay.statistics.learning.LearningConfig.Order;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Puts the tiers of a chain that ask models, and can be tried now, into the order that was learned; all others keep
/// their places. An order that the request names is not touched. Thread-safe.
public final class Learner {
    static final String ID = "learning";

    private final Order mode;
    private final Bandit bandit;
    private final Supplier<Knowledge> knowledge;
    private final Predicate<String> live;

    /// @param live whether a tier asks models and can be tried now
    public Learner(Order mode, Bandit bandit, Supplier<Knowledge> knowledge, Predicate<String> live) {
        this.mode = mode;
        this.bandit = bandit;
        this.knowledge = knowledge;
        this.live = live;
    }

    /// The call down the chain that is to be tried. A run that was taken over keeps what was chosen for it.
    TierCall ordered(TierCall call) {
        Passage passage = call.work().passage();
        Choice made = passage.chosen(ID);
        if (made == null
                && mode != Order.OFF
                && !call.work().request().way().mark().ordered()) {
            made = choose(call);
        }
        return made != null && made.applied() ? call.down(call.chain().in(made.order())) : call;
    }

    private Choice choose(TierCall call) {
        List<String> tiers = call.chain().tiers();
        List<String> open = tiers.stream().filter(live).toList();
        if (open.size() < 2) {
            return null;
        }
        Bandit.Pick pick = bandit.pick(open, Task.of(call.work().request()), knowledge.get());
        Choice choice = new Choice(ID, placed(tiers, pick.order()), mode == Order.ON, null, pick.reason());
        call.work().passage().chose(choice);
        return choice;
    }

    private static List<String> placed(List<String> tiers, List<String> order) {
        Iterator<String> next = order.iterator();
        List<String> placed = new ArrayList<>(tiers);
        placed.replaceAll(tier -> order.contains(tier) ? next.next() : tier);
        return placed;
    }
}
