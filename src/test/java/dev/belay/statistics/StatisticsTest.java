package dev.belay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Usage;
import dev.belay.platform.Database;
import dev.belay.support.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class StatisticsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Usage CENT = new Usage(100, 20, new BigDecimal("0.01"), false);
    private static final Usage UNPRICED = new Usage(5, 5, null, true);

    private final String tier = "tier-" + UUID.randomUUID();
    private final Tallies tallies = new Tallies();
    private final Statistics statistics = new Statistics(tallies, new StatisticTable(TestDatabase.database()));
    private final Tallies elsewhere = new Tallies();
    private final Statistics otherProcess = new Statistics(elsewhere, new StatisticTable(TestDatabase.database()));

    @Test
    void addsUpWhatAllProcessesCounted() {
        held(tallies, "text", CENT, 100);
        held(tallies, "text", CENT, 100);
        held(elsewhere, "tools", UNPRICED, 3_000);
        fell(elsewhere, "silent", 10_000);
        fell(elsewhere, "stopped", 5);
        fell(elsewhere, "no_match", 5);
        elsewhere.add(new Key(tier, "text", "", Key.HELD), Sums.WON);
        elsewhere.add(new Key(tier, "text", "", Key.HELD), Sums.looked(true));
        tallies.add(new Key(tier, "text", "", Key.HELD), Sums.looked(false));
        otherProcess.flush();

        TierFigures figures = only(statistics.figures(HOUR, Statistics.By.TIER));

        assertThat(figures.attempts()).isEqualTo(6);
        assertThat(figures.held()).isEqualTo(3);
        assertThat(figures.outcomes()).containsEntry("silent", 1L).containsEntry("stopped", 1L);
        assertThat(figures.successRate()).as("3 of 4 that say something").isEqualTo(0.75);
        assertThat(figures.mostFrequentReason()).isEqualTo("silent");
        assertThat(figures.won()).isEqualTo(1);
        assertThat(figures.usage().costUsd()).isEqualByComparingTo("0.02");
        assertThat(figures.usage().inputTokens()).isEqualTo(205);
        assertThat(figures.unpriced()).isEqualTo(1);
        assertThat(figures.cache()).isEqualTo(new TierFigures.Cache(2, 1));
        assertThat(figures.latency().p50().toMillis()).isBetween(91L, 110L);
        assertThat(figures.latency().p99().toMillis()).isBetween(2_730L, 3_300L);
    }

    @Test
    void addsUpHowGoodAnswersWere() {
        held(elsewhere, "text", CENT, 100);
        assertThat(only(otherProcess.figures(HOUR, Statistics.By.TIER)).quality())
                .as("nobody judged")
                .isEqualTo(TierFigures.Quality.NONE)
                .satisfies(none -> assertThat(none.rate()).isNull());

        elsewhere.add(new Key(tier, "text", "", Key.HELD), Sums.voted(true));
        elsewhere.add(new Key(tier, "text", "", "bad_answer.empty"), judged(false));
        tallies.add(new Key(tier, "tools", "", Key.HELD), Sums.voted(false));
        tallies.add(new Key(tier, "text", "", Key.HELD), judged(true));
        otherProcess.flush();

        TierFigures.Quality quality =
                only(statistics.figures(HOUR, Statistics.By.TIER)).quality();
        assertThat(quality).isEqualTo(new TierFigures.Quality(2, 1, 2, 1));
        assertThat(quality.rate()).isEqualTo(0.5);
        assertThat(only(statistics.figures(HOUR, new Statistics.By(true, false)))
                        .quality())
                .as("of texts alone")
                .isEqualTo(new TierFigures.Quality(2, 1, 1, 1));
    }

    @Test
    void tellsKindsAndToolsApart() {
        held(tallies, "text", CENT, 100);
        held(tallies, "tools", CENT, 100);
        tallies.add(new Key(tier, "tools", "pay,refund", "silent"), Sums.attempt(CENT, 1));

        assertThat(statistics.figures(HOUR, new Statistics.By(true, false)))
                .filteredOn(each -> each.tier().equals(tier))
                .extracting(TierFigures::kind)
                .containsExactly("text", "tools");
        assertThat(statistics.figures(HOUR, new Statistics.By(false, true)))
                .filteredOn(each -> each.tier().equals(tier))
                .extracting(TierFigures::tools)
                .containsExactly("", "pay,refund");
    }

    @Test
    void whatIsOlderThanTheWindowDoesNotCount() throws SQLException {
        held(tallies, "text", CENT, 100);
        statistics.flush();
        TestDatabase.database().update("update tier_statistic set at = at - interval '2 hours' where tier = ?", tier);
        fell(tallies, "silent", 1);

        assertThat(only(statistics.figures(HOUR, Statistics.By.TIER)).held()).isZero();
        assertThat(only(statistics.figures(Duration.ofHours(3), Statistics.By.TIER))
                        .held())
                .isEqualTo(1);
        statistics.forget(HOUR);
        assertThat(only(statistics.figures(Duration.ofHours(3), Statistics.By.TIER))
                        .held())
                .isZero();
    }

    @Test
    void nothingIsLostWhileTheDatabaseIsAwayNorCountedTwice() {
        PGSimpleDataSource away = new PGSimpleDataSource();
        away.setPortNumbers(new int[] {1});
        away.setConnectTimeout(1);
        Statistics cutOff = new Statistics(tallies, new StatisticTable(new Database(away)));
        held(tallies, "text", CENT, 100);

        assertThatThrownBy(() -> cutOff.figures(HOUR, Statistics.By.TIER)).isInstanceOf(StatisticsUnavailable.class);
        held(tallies, "text", CENT, 100);
        statistics.flush();
        statistics.flush();

        assertThat(only(statistics.figures(HOUR, Statistics.By.TIER)).held()).isEqualTo(2);
    }

    @Test
    void manyProcessesAddAtOnce() throws Exception {
        int processes = 8;
        int rounds = 20;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<java.util.concurrent.Future<?>> all = new java.util.ArrayList<>();
            for (int process = 0; process < processes; process++) {
                all.add(threads.submit(() -> {
                    Tallies own = new Tallies();
                    Statistics one = new Statistics(own, new StatisticTable(TestDatabase.database()));
                    for (int round = 0; round < rounds; round++) {
                        held(own, "text", CENT, 100);
                        fell(own, "silent", 100);
                        one.flush();
                    }
                }));
            }
            for (var one : all) {
                one.get();
            }
        }

        TierFigures figures = only(statistics.figures(HOUR, Statistics.By.TIER));
        assertThat(figures.held()).isEqualTo(processes * rounds);
        assertThat(figures.attempts()).isEqualTo(2L * processes * rounds);
    }

    @Test
    void howManyKeysThereAreIsBounded() {
        for (int i = 0; i < 5_000; i++) {
            tallies.add(new Key(tier, "text", "tool" + i, Key.HELD), Sums.WON);
        }

        var taken = tallies.take();
        assertThat(taken).hasSizeLessThan(2_100);
        assertThat(taken.values().stream().mapToLong(Sums::won).sum()).isEqualTo(5_000);
    }

    private void held(Tallies counted, String kind, Usage usage, long millis) {
        counted.add(new Key(tier, kind, "", Key.HELD), Sums.attempt(usage, millis * 1_000_000));
    }

    private static Sums judged(boolean firstTry) {
        return Sums.attempt(Usage.NONE, 100_000_000, TierFigures.Quality.checked(firstTry));
    }

    private void fell(Tallies counted, String outcome, long millis) {
        counted.add(new Key(tier, "text", "", outcome), Sums.attempt(Usage.NONE, millis * 1_000_000));
    }

    private TierFigures only(List<TierFigures> all) {
        return all.stream()
                .filter(figures -> figures.tier().equals(tier))
                .findFirst()
                .orElseThrow();
    }
}
