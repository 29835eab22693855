package dev.belay.statistics.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Database;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
    private final String name = "e" + UUID.randomUUID();
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
        return new Experiments(List.of(plan), database(), () -> {});
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
