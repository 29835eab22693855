package dev.belay.statistics.learning;

import dev.belay.exchange.BelayEvent.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Chooses an order of tiers by Thompson sampling: of each tier a success rate is drawn from what is believed
/// of it, and the best draw goes first. A tier of which little is known is drawn high now and then, and so gets
/// known. Beneath that lies a floor: each tier is first with at least the probability of exploration.
/// Thread-safe, as far as `random` is.
public final class Bandit {
    private final Terms terms;
    private final DoubleSupplier random;

    /// @param exploration least probability of each tier to be first
    /// @param elsewhere for how many attempts coarser sums count at most
    /// @param latency, cost how much success rate the slowest, or costliest, tier is behind for it
    /// @param quality how much one is behind whose answers are never found good at once
    public record Terms(double exploration, double elsewhere, double latency, double cost, double quality) {}

    /// @param reason means and samples by which it was chosen, for people
    public record Pick(List<String> order, String reason) {}

    /// @param random from 0 inclusive to 1 exclusive
    public Bandit(Terms terms, DoubleSupplier random) {
        this.terms = terms;
        this.random = random;
    }

    /// @param tiers at least one, in their usual order
    public Pick pick(List<String> tiers, Task task, Knowledge knowledge) {
        Map<String, Knowledge.Belief> beliefs = new HashMap<>();
        tiers.forEach(tier -> beliefs.put(tier, knowledge.of(tier, task, terms.elsewhere())));
        Map<String, Double> scores = scores(beliefs);
        List<String> order = new ArrayList<>(tiers);
        order.sort(Comparator.comparing(scores::get).reversed());
        String explored = explored(tiers);
        if (explored != null) {
            order.remove(explored);
            order.addFirst(explored);
        }
        String means = order.stream()
                .map(tier -> told(tier, beliefs.get(tier)))
                .collect(Collectors.joining(", ", "held ", " for " + task.kind() + " tasks"));
        return new Pick(List.copyOf(order), explored == null ? means : means + "; " + explored + " is explored");
    }

    private Map<String, Double> scores(Map<String, Knowledge.Belief> beliefs) {
        double slowest = most(beliefs, Knowledge.Belief::millis);
        double costliest = most(beliefs, Knowledge.Belief::costUsd);
        Map<String, Double> scores = new HashMap<>();
        beliefs.forEach((tier, belief) -> scores.put(
                tier,
                belief.rate().draw(random)
                        - terms.latency() * part(belief.millis(), slowest)
                        - terms.cost() * part(belief.costUsd(), costliest)
                        - flaws(belief)));
        return scores;
    }

    /// Drawn as the success rate is: a tier whose answers few have judged gets judged.
    private double flaws(Knowledge.Belief belief) {
        return terms.quality() == 0
                ? 0
                : terms.quality() * (1 - belief.quality().draw(random));
    }

    /// The tier that is first this time whatever is known of it, or `null`.
    private String explored(List<String> tiers) {
        double each = Math.min(terms.exploration(), 1.0 / tiers.size());
        double drawn = random.getAsDouble();
        return drawn < each * tiers.size() ? tiers.get(Math.min(tiers.size() - 1, (int) (drawn / each))) : null;
    }

    private static double most(Map<String, Knowledge.Belief> beliefs, ToDoubleFunction<Knowledge.Belief> value) {
        return beliefs.values().stream().mapToDouble(value).max().orElse(0);
    }

    private static double part(double value, double most) {
        return most == 0 ? 0 : value / most;
    }

    private String told(String tier, Knowledge.Belief belief) {
        String good = terms.quality() == 0
                ? ""
                : String.format(Locale.ROOT, ", good %.2f", belief.quality().mean());
        return String.format(
                Locale.ROOT, "%s %.2f%s (%.0f)", tier, belief.rate().mean(), good, belief.samples());
    }
}
