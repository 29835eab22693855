package dev.belay.statistics.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Plan PLAN = new Plan("move", "f", List.of(5.0, 50.0, 100.0), 100, 50, 0.02, Confidence.C95);

    @Test
    void aCandidateThatIsWorseIsStopped() {
        Stage next = compared(stage(0), results(950, 50), results(60, 40)).next();
        assertThat(next.state()).isEqualTo(Stage.State.STOPPED);
        assertThat(next.percent()).isZero();
        assertThat(next.round()).as("its results stay in sight").isEqualTo(1);
        assertThat(next.why())
                .startsWith("the candidate is worse: 60 of 100 runs succeeded against 950 of 1000, a difference from");
    }

    @Test
    void whatMayBeChanceStopsNothing() {
        Stage stage = stage(0);
        assertThat(compared(stage, results(950, 50), results(92, 8)).next()).isSameAs(stage);
    }

    @Test
    void nothingIsConcludedFromFewRuns() {
        Stage stage = stage(0);
        assertThat(compared(stage, results(950, 50), results(0, 49)).next()).isSameAs(stage);
        assertThat(compared(stage, results(0, 0), results(900, 0)).next()).isSameAs(stage);
    }

    @Test
    void aCandidateThatIsNotWorseGetsMoreAndInTheEndAll() {
        Stage second = compared(stage(0), results(950, 50), results(95, 5)).next();
        assertThat(second.percent()).isEqualTo(50);
        assertThat(second.round()).isEqualTo(2);
        Stage last = compared(second, results(95, 5), results(96, 4)).next();
        assertThat(last.state()).isEqualTo(Stage.State.DONE);
        assertThat(last.percent()).isEqualTo(100);
        assertThat(compared(last, results(95, 5), results(0, 500)).next()).isSameAs(last);
    }

    /// 400 migrations of each truth, judged after every 50 runs: at most one in ten of those that are as good stops by
    /// chance, and nearly all that are much worse stop before they get half of the requests.
    @Test
    void migrationsEndAsTheyShould() {
        int stoppedGood = 0;
        int stoppedBad = 0;
        for (int seed = 0; seed < 400; seed++) {
            stoppedGood += migrate(0.90, seed).state() == Stage.State.STOPPED ? 1 : 0;
            Stage bad = migrate(0.60, seed);
            stoppedBad += bad.state() == Stage.State.STOPPED && bad.step() == 0 ? 1 : 0;
        }
        System.out.printf(
                "of 400 migrations: as good, stopped %d; worse, stopped in the first step %d%n",
                stoppedGood, stoppedBad);
        assertThat(stoppedGood).isLessThan(40);
        assertThat(stoppedBad).isGreaterThan(380);
    }

    /// The control holds in nine of ten.
    private static Stage migrate(double truth, long seed) {
        Random random = new Random(seed);
        Stage stage = stage(0);
        long[] control = new long[2];
        long[] candidate = new long[2];
        for (int looks = 0; looks < 400 && stage.state() == Stage.State.RUNNING; looks++) {
            for (int run = 0; run < 50; run++) {
                boolean tried = random.nextDouble() * 100 < stage.percent();
                boolean held = random.nextDouble() < (tried ? truth : 0.90);
                (tried ? candidate : control)[held ? 0 : 1]++;
            }
            Stage next = compared(stage, results(control[0], control[1]), results(candidate[0], candidate[1]))
                    .next();
            if (next.round() != stage.round()) {
                control = new long[2];
                candidate = new long[2];
            }
            stage = next;
        }
        return stage;
    }

    private static Comparison compared(Stage stage, Results control, Results candidate) {
        return Comparison.of(PLAN, stage, control, candidate);
    }

    private static Stage stage(int step) {
        return new Stage("move", "f", 1, step, PLAN.steps().get(step), Stage.State.RUNNING, null, Instant.EPOCH);
    }

    private static Results results(long succeeded, long failed) {
        return new Results(succeeded + failed, succeeded, failed, null, null, 0, BigDecimal.ZERO, 0);
    }
}
