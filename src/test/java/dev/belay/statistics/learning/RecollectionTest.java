package dev.belay.statistics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.belay.exchange.BelayEvent.Task;
import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecollectionTest {
    private static final Task TASK = new Task("text", List.of(), "");
    private static final Duration DAY = Duration.ofHours(24);

    private final Workers workers = new Workers();
    private final AtomicLong nanos = new AtomicLong();
    private final Time time = new Time(InstantSource.system(), nanos::get);
    private final String tier = "tier-" + UUID.randomUUID();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void whoAsksDoesNotWaitAndIsReadForInTheBackground() {
        AtomicInteger reads = new AtomicInteger();
        Knowledge read = new Knowledge(java.util.Map.of());
        var recollection = new Recollection(
                () -> {
                    reads.incrementAndGet();
                    return read;
                },
                workers,
                time,
                Duration.ofSeconds(10));
        recollection.now();
        await().until(() -> recollection.now() == read);
        assertThat(reads).hasValue(1);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        await().until(() -> {
            recollection.now();
            return reads.get() == 2;
        });
    }

    @Test
    void aDatabaseThatDoesNotAnswerLeavesWhatWasKnown() {
        AtomicInteger reads = new AtomicInteger();
        var recollection = new Recollection(
                () -> {
                    reads.incrementAndGet();
                    throw new SQLException("gone");
                },
                workers,
                time,
                Duration.ofSeconds(10));
        assertThat(recollection.now()).isSameAs(Knowledge.NONE);
        await().until(() -> reads.get() == 1);
        assertThat(recollection.now()).isSameAs(Knowledge.NONE);
    }

    @Test
    void attemptsCountHalfAfterAHalfLife() throws SQLException {
        attempts("held", 100, 0);
        attempts("silent", 100, 24);
        attempts("held", 1_000, 24 * 11);
        attempts("stopped", 50, 0);
        judged("held", "checked = 60, first_try = 50, votes = 40, agreed = 30");
        judged("silent", "checked = 100, first_try = 50");

        Knowledge.Belief belief = new ExperienceTable(database()).read(DAY).of(tier, TASK, 10);

        assertThat(belief.samples()).isCloseTo(150, within(0.1));
        assertThat(belief.rate().mean()).isCloseTo(101.0 / 152, within(0.001));
        assertThat(belief.millis()).as("in the middle of the step").isCloseTo(98.7, within(0.1));
        assertThat(belief.costUsd()).isCloseTo(0.01, within(0.0001));
        assertThat(belief.quality().mean())
                .as("of 100 found good 80, of 100 that count half 50, beside what is older still")
                .isCloseTo((1 + 80 + 25) / (2 + 100 + 50.0), within(0.001));
        assertThat(new ExperienceTable(database()).read(DAY).alike(TASK).meanTokens())
                .isPositive();
    }

    /// Each took between 91 ms and 108 ms and cost a cent.
    private void attempts(String outcome, int number, int hoursAgo) throws SQLException {
        database().update("""
                insert into tier_statistic (at, tier, kind, tools, outcome, attempts, won, input_tokens, output_tokens,
                    cost_usd, unpriced, millis)
                values (now() - ? * interval '1 hour', ?, 'text', '', ?, ?, 0, ?, 0, ?, 0,
                    array(select case when place = 28 then ?::bigint else 0 end from generate_series(1, 81) as place))""", hoursAgo, tier, outcome, number, number * 30L, number * 0.01, number);
    }

    /// Of the first hour, and of those of a day ago.
    private void judged(String outcome, String counts) throws SQLException {
        database()
                .update(
                        "update tier_statistic set " + counts
                                + " where tier = ? and outcome = ? and at > now() - interval '30 hours'",
                        tier,
                        outcome);
    }

    private static Database database() {
        return TestDatabase.database();
    }
}
