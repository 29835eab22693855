package dev.belay.statistics.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Database;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
    private final String name = "e" + UUID.randomUUID();
    private final List<String> rung = new ArrayList<>();
    private final Experiments.Bell bell = new Experiments.Bell() {
        @Override
        public void stopped(String experiment, String why) {
            rung.add("stopped " + why.substring(0, why.indexOf(':')));
        }

        @Override
        public void began(String experiment) {
            rung.add("began");
        }
    };
    private final Experiments here = process("one");
    private final Experiments elsewhere = process("one");

    @Test
    void allProcessesSeeOneState() throws SQLException {
        assertThat(here.stage(name)).as("nothing is known before it began").isEmpty();
        here.begin();
        elsewhere.begin();
        assertThat(stage(elsewhere).round()).isEqualTo(1);
        assertThat(stage(elsewhere).percent()).isEqualTo(10);

        runs("control", "succeeded", 100);
        runs("candidate", "succeeded", 60);
        elsewhere.look();
        here.look();
        assertThat(stage(here).round()).as("moved once").isEqualTo(2);
        assertThat(stage(here).percent()).isEqualTo(50);
        assertThat(stage(here).why()).startsWith("the candidate is not worse: 60 of 60 runs");

        runs("control", "succeeded", 100);
        runs("candidate", "failed", 60);
        here.look();
        elsewhere.look();
        assertThat(stage(elsewhere).state()).isEqualTo(Stage.State.STOPPED);
        assertThat(stage(elsewhere).percent()).isZero();
        assertThat(rung).containsExactly("began", "stopped the candidate is worse");

        process("one").begin();
        assertThat(rung).as("a process that starts rings again").hasSize(3);
        process("two").begin();
        assertThat(rung).as("other settings begin it anew").endsWith("began");
    }

    @Test
    void shadowsAreComparedAndNothingFollowsFromIt() throws SQLException {
        Plan plan = new Plan(name, "s", List.of(100.0), 50, 1, 0, Confidence.C95, true);
        Experiments shadows = new Experiments(List.of(plan), database(), () -> {}, bell);
        shadows.begin();
        assertThat(stage(shadows).state()).as("a shadow takes nobody's place").isEqualTo(Stage.State.RUNNING);
        runs("control", "succeeded", 100);
        runs("candidate", "agreed", 60);
        runs("candidate", "answer_differs", 10);
        runs("candidate", "call_differs", 10);
        runs("candidate", "failed", 20);
        runs("candidate", "dropped", 50);

        shadows.look();
        Comparison comparison = shadows.compared().getFirst();

        assertThat(stage(shadows).state()).isEqualTo(Stage.State.RUNNING);
        assertThat(comparison.candidate().runs()).isEqualTo(100);
        assertThat(comparison.candidate().succeeded()).isEqualTo(70);
        assertThat(comparison.candidate().failed()).isEqualTo(20);
        assertThat(comparison.candidate().costUsd())
                .as("what was dropped cost, too")
                .isEqualByComparingTo("1.5");
        Agreement agreement = comparison.agreement();
        assertThat(agreement.rate()).isEqualTo(0.75);
        assertThat(agreement.compared()).isEqualTo(80);
        assertThat(agreement.ends()).containsEntry(ShadowEnd.DROPPED, 50L).containsEntry(ShadowEnd.ALONE, 0L);
        assertThat(agreement.interval(Confidence.C95).low()).isBetween(0.64, 0.65);
        assertThat(agreement.interval(Confidence.C95).high()).isBetween(0.83, 0.84);
    }

    @Test
    void resultsAreThoseOfTheRound() throws SQLException {
        here.begin();
        runs("control", "succeeded", 3);
        runs("control", "degraded", 1);
        runs("control", "cancelled", 5);
        runs("candidate", "failed", 2);

        Comparison comparison = here.compared().getFirst();

        assertThat(comparison.control().runs()).isEqualTo(9);
        assertThat(comparison.control().successRate()).isEqualTo(0.75);
        assertThat(comparison.control().costUsd()).isEqualByComparingTo("0.09");
        assertThat(comparison.control().p50().toMillis()).isEqualTo(98);
        assertThat(comparison.candidate().successRate()).isZero();
        assertThat(comparison.difference().low()).isLessThan(-0.75);

        process("two").begin();
        Experiments later = process("two");
        later.begin();
        assertThat(stage(later).round()).as("another plan begins anew").isEqualTo(2);
        assertThat(later.compared().getFirst().control().runs()).isZero();
        here.look();
        assertThat(here.stage(name)).as("others run it by another plan").isEmpty();
    }

    private Stage stage(Experiments process) {
        return process.stage(name).orElseThrow();
    }

    private Experiments process(String fingerprint) {
        Plan plan = new Plan(name, fingerprint, List.of(10.0, 50.0, 100.0), 50, 50, 0.02, Confidence.C95);
        return new Experiments(List.of(plan), database(), () -> {}, bell);
    }

    /// Each took 91 ms to 108 ms and cost a cent.
    private void runs(String variant, String outcome, int number) throws SQLException {
        int round = database()
                .query("select round from experiment where name = ?", row -> row.getInt(1), name)
                .getFirst();
        database().update("""
                insert into tier_statistic (at, tier, kind, tools, outcome, variant, attempts, won, input_tokens,
                    output_tokens, cost_usd, unpriced, millis)
                values (now(), '', '', '', ?, ?, ?, 0, 1, 1, ?, 0,
                    array(select case when place = 28 then ?::bigint else 0 end from generate_series(1, 81) as place))""", outcome, name + "/" + variant + "#" + round, number, number * 0.01, number);
    }

    private static Database database() {
        return TestDatabase.database();
    }
}
