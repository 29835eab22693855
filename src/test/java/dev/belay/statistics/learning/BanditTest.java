package dev.belay.statistics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.exchange.BelayEvent.Task;
import dev.belay.statistics.learning.Knowledge.Place;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BanditTest {
    private static final List<String> TIERS = List.of("a", "b", "c");
    private static final Task TASK = new Task("text", List.of(), "");

    private final DoubleSupplier random = new Random(42)::nextDouble;

    /// Mean and variance of a Beta distribution are known.
    @ParameterizedTest
    @CsvSource({"1, 1", "0.5, 0.5", "3, 9", "400, 20"})
    void drawsAreThoseOfABetaDistribution(double alpha, double beta) {
        var drawn = new DoubleSummaryStatistics();
        double squares = 0;
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            double rate = new Beta(alpha, beta).draw(random);
            drawn.accept(rate);
            squares += rate * rate;
        }
        double sum = alpha + beta;
        double variance = alpha * beta / (sum * sum * (sum + 1));
        assertThat(drawn.getAverage()).isCloseTo(alpha / sum, within(4 * Math.sqrt(variance / draws)));
        assertThat(squares / draws - drawn.getAverage() * drawn.getAverage())
                .isCloseTo(variance, within(variance / 10));
        assertThat(drawn.getMin()).isBetween(0.0, 1.0);
        assertThat(drawn.getMax()).isBetween(0.0, 1.0);
    }

    @Test
    void everyTierIsFirstAtLeastAsOftenAsTheFloorSays() {
        var knowledge = new Knowledge(Map.of(
                place("a", "text"), attempts(9_900, 100),
                place("b", "text"), attempts(10, 9_990),
                place("c", "text"), attempts(10, 9_990)));
        Map<String, Integer> first = firsts(bandit(0.05, 0, 0), knowledge, 20_000);
        assertThat(first.get("b") / 20_000.0).isCloseTo(0.05, within(0.006));
        assertThat(first.get("c") / 20_000.0).isCloseTo(0.05, within(0.006));
        assertThat(bandit(1, 0, 0).pick(TIERS, TASK, knowledge).reason()).contains(" is explored");
    }

    @Test
    void withoutAFloorWhatIsKnownToBeWorseIsNotTried() {
        var knowledge =
                new Knowledge(Map.of(place("a", "text"), attempts(900, 100), place("b", "text"), attempts(100, 900)));
        assertThat(firsts(bandit(0, 0, 0), knowledge, 500)).doesNotContainKey("b");
    }

    @Test
    void fewAttemptsAtSuchTasksAreSeenInTheLightOfOthers() {
        var knowledge = new Knowledge(Map.of(
                place("a", "tools"), attempts(900, 100),
                place("b", "tools"), attempts(100, 900),
                place("b", "text"), attempts(2, 0)));
        Knowledge.Belief a = knowledge.of("a", TASK, 10);
        Knowledge.Belief b = knowledge.of("b", TASK, 10);
        assertThat(a.rate().mean()).as("nothing of its own, ten of others").isCloseTo(10 / 12.0, within(0.01));
        assertThat(b.rate().mean()).as("two of its own, worth two").isBetween(0.2, 0.35);
        assertThat(b.samples()).isEqualTo(2);
        assertThat(knowledge.of("a", TASK, 0).rate().mean())
                .as("nothing counts elsewhere")
                .isEqualTo(0.5);
    }

    @Test
    void manyAttemptsAtSuchTasksOutweighAllOthers() {
        var knowledge =
                new Knowledge(Map.of(place("a", "tools"), attempts(0, 5_000), place("a", "text"), attempts(900, 100)));
        assertThat(knowledge.of("a", TASK, 10).rate().mean()).isCloseTo(0.89, within(0.01));
    }

    @Test
    void latencyAndCostCountWhereTheyAreToCount() {
        var knowledge = new Knowledge(Map.of(
                place("a", "text"), new Experience(900, 100, 900 * 8_000, 1_000, 0, 10, 1_000),
                place("b", "text"), new Experience(850, 150, 850 * 1_000, 1_000, 0, 1, 1_000)));
        assertThat(firsts(bandit(0, 0, 0), knowledge, 300).get("a")).isGreaterThan(290);
        assertThat(firsts(bandit(0, 0.2, 0), knowledge, 300).get("b")).isGreaterThan(290);
        assertThat(firsts(bandit(0, 0, 0.2), knowledge, 300).get("b")).isGreaterThan(290);
    }

    @Test
    void qualityCountsWhereItIsToCount() {
        var knowledge = new Knowledge(Map.of(
                place("a", "text"), new Experience(900, 100, 0, 1_000, 0, 0, 0, 400, 600),
                place("b", "text"), new Experience(850, 150, 0, 1_000, 0, 0, 0, 900, 100)));

        assertThat(firsts(bandit(0, 0, 0), knowledge, 300).get("a")).isGreaterThan(290);
        Bandit careful = new Bandit(new Bandit.Terms(0, 10, 0, 0, 0.2), random);
        assertThat(firsts(careful, knowledge, 300).get("b")).isGreaterThan(290);
        assertThat(careful.pick(List.of("a", "b"), TASK, knowledge).reason()).contains("b 0.85, good 0.90 (1000)");
    }

    @Test
    void fewJudgementsAreSeenInTheLightOfOthers() {
        var knowledge = new Knowledge(Map.of(
                place("a", "tools"), new Experience(900, 0, 0, 900, 0, 0, 0, 0, 900),
                place("a", "text"), new Experience(3, 0, 0, 3, 0, 0, 0, 3, 0)));

        assertThat(knowledge.of("a", TASK, 10).quality().mean()).isCloseTo(4 / 15.0, within(0.01));
        assertThat(knowledge.of("b", TASK, 10).quality().mean())
                .as("not judged")
                .isEqualTo(0.5);
    }

    private Bandit bandit(double exploration, double latency, double cost) {
        return new Bandit(new Bandit.Terms(exploration, 10, latency, cost, 0), random);
    }

    private static Map<String, Integer> firsts(Bandit bandit, Knowledge knowledge, int runs) {
        List<String> tiers = knowledge.of("c", TASK, 10).samples() > 0 ? TIERS : TIERS.subList(0, 2);
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = 0; i < runs; i++) {
            firsts.merge(bandit.pick(tiers, TASK, knowledge).order().getFirst(), 1, Integer::sum);
        }
        return firsts;
    }

    private static Place place(String tier, String kind) {
        return new Place(tier, kind, "");
    }

    private static Experience attempts(double held, double fell) {
        return new Experience(held, fell, 0, held + fell, 0, 0, 0);
    }
}
