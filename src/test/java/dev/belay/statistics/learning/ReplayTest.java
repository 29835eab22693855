package dev.belay.statistics.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent.Task;
import dev.belay.statistics.learning.Knowledge.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What learning costs and brings, where the truth is known: runs go down an order until a tier holds, at 100 an hour,
/// and what each attempt came to decays as in the database. Regret is how much success of first tries is missed against
/// a caller who always knew the best tier.
class ReplayTest {
    private static final Task TASK = new Task("text", List.of(), "");
    private static final List<String> TIERS = List.of("native", "adk", "loop");
    private static final Map<String, Double> TRUTH = Map.of("native", 0.70, "adk", 0.92, "loop", 0.80);
    private static final int RUNS = 5_000;
    private static final double RUNS_AN_HOUR = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void regretIsBelowThatOfEveryOrderButTheBest(long seed) {
        Replay learned = new Replay(seed, 24);
        for (int run = 0; run < RUNS; run++) {
            learned.run(TRUTH);
        }
        System.out.printf(
                "seed %d: learned order: regret %.0f, %.3f attempts a run%n",
                seed, learned.regret, learned.attempts / (double) RUNS);
        List<List<String>> orders = permutations(TIERS);
        assertThat(orders).hasSize(6);
        for (List<String> order : orders) {
            double regret = RUNS * (best(TRUTH) - TRUTH.get(order.getFirst()));
            System.out.printf("  fixed %s: regret %.0f, %.3f attempts a run%n", order, regret, attempts(order));
            if (!order.getFirst().equals("adk")) {
                assertThat(learned.regret).isLessThan(regret / 3);
                assertThat(learned.attempts / (double) RUNS).isLessThan(attempts(order));
            }
        }
        assertThat(learned.regret / RUNS)
                .as("the floor alone costs 5 %% of %.2f a run", 0.22 + 0.12)
                .isLessThan(0.035);
    }

    /// The best tier becomes the worst. Recovered is when 80 of 100 runs begin with the tier that is best now.
    @ParameterizedTest
    @CsvSource({"24, 1500", "6, 1000"})
    void driftIsRecovered(double halfLifeHours, int within) {
        Map<String, Double> drifted = new HashMap<>(TRUTH);
        drifted.put("adk", 0.40);
        for (long seed = 1; seed <= 5; seed++) {
            Replay replay = new Replay(seed, halfLifeHours);
            for (int run = 0; run < RUNS; run++) {
                replay.run(TRUTH);
            }
            List<String> firsts = new ArrayList<>();
            int recovered = -1;
            for (int run = 1; run <= 4_000 && recovered < 0; run++) {
                firsts.add(replay.run(drifted));
                List<String> latest = firsts.subList(Math.max(0, run - 100), run);
                if (latest.stream().filter("loop"::equals).count() >= 80) {
                    recovered = run;
                }
            }
            System.out.printf("half-life %.0f h, seed %d: recovered after %d runs%n", halfLifeHours, seed, recovered);
            assertThat(recovered).isBetween(1, within);
        }
    }

    /// Runs of one seed.
    private static final class Replay {
        private final Random world;
        private final Bandit bandit;
        private final double decay;
        private final Map<Place, Experience> seen = new HashMap<>();
        private double regret;
        private int attempts;

        Replay(long seed, double halfLifeHours) {
            this.world = new Random(seed);
            this.bandit = new Bandit(new Bandit.Terms(0.05, 10, 0, 0), new Random(~seed)::nextDouble);
            this.decay = Math.pow(0.5, 1 / (RUNS_AN_HOUR * halfLifeHours));
        }

        /// @return the tier that was first
        String run(Map<String, Double> truth) {
            List<String> order = bandit.pick(TIERS, TASK, new Knowledge(seen)).order();
            regret += best(truth) - truth.get(order.getFirst());
            seen.replaceAll((_, past) -> attempts(past.held() * decay, past.fell() * decay));
            for (String tier : order) {
                attempts++;
                boolean held = world.nextDouble() < truth.get(tier);
                seen.merge(new Place(tier, "text", ""), held ? attempts(1, 0) : attempts(0, 1), Experience::plus);
                if (held) {
                    break;
                }
            }
            return order.getFirst();
        }

        private static Experience attempts(double held, double fell) {
            return new Experience(held, fell, 0, held + fell, 0, 0, 0);
        }
    }

    private static double best(Map<String, Double> truth) {
        return truth.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /// Expected attempts of a run down a fixed order.
    private static double attempts(List<String> order) {
        double attempts = 0;
        double reached = 1;
        for (String tier : order) {
            attempts += reached;
            reached *= 1 - TRUTH.get(tier);
        }
        return attempts;
    }

    private static List<List<String>> permutations(List<String> tiers) {
        if (tiers.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : tiers) {
            List<String> rest =
                    tiers.stream().filter(tier -> !tier.equals(first)).toList();
            for (List<String> others : permutations(rest)) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(others);
                all.add(order);
            }
        }
        return all;
    }
}
