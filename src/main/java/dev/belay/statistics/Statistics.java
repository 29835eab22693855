package dev.belay.statistics;

import dev.belay.exchange.Usage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// What all processes found out about tiers. Thread-safe; reads and writes are one statement each.
public final class Statistics {
    /// Sums are kept by spans of it; a window is looked at as whole spans.
    public static final Duration SPAN = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(Statistics.class);

    private final Tallies tallies;
    private final StatisticTable table;

    Statistics(Tallies tallies, StatisticTable table) {
        this.tallies = tallies;
        this.table = table;
    }

    /// What is told apart beside tiers.
    ///
    /// @param kind of task
    /// @param tools sets of tools
    public record By(boolean kind, boolean tools) {
        public static final By TIER = new By(false, false);
    }

    /// @param window until now
    /// @throws StatisticsUnavailable if the database does not answer
    public List<TierFigures> figures(Duration window, By by) {
        flush();
        try {
            return figures(table.read(window, by.kind(), by.tools()));
        } catch (SQLException e) {
            throw new StatisticsUnavailable("the statistics could not be read", e);
        }
    }

    /// Counts what came of a shadow of a run.
    ///
    /// @param variant of the experiment
    /// @param end a word of a small set
    public void shadow(String variant, String end, Usage usage, Duration took) {
        tallies.add(new Key("", "", "", end, variant), Sums.attempt(usage, took.toNanos()));
    }

    /// Adds what this process counted to what all did. What cannot be written is kept for the next time.
    public void flush() {
        Map<Key, Sums> taken = tallies.take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            table.add(taken);
        } catch (SQLException e) {
            tallies.giveBack(taken);
            LOG.debugf("statistics are written later: %s", e.getMessage());
        }
    }

    /// Deletes what is older.
    ///
    /// @throws StatisticsUnavailable if the database does not answer
    public void forget(Duration keep) {
        try {
            table.forget(keep);
        } catch (SQLException e) {
            throw new StatisticsUnavailable("old statistics could not be deleted", e);
        }
    }

    private static List<TierFigures> figures(List<Map.Entry<Key, Sums>> rows) {
        long answered = rows.stream().mapToLong(row -> row.getValue().won()).sum();
        Map<Key, List<Map.Entry<Key, Sums>>> groups = new LinkedHashMap<>();
        for (var row : rows) {
            Key key = row.getKey();
            groups.computeIfAbsent(new Key(key.tier(), key.kind(), key.tools(), ""), _ -> new ArrayList<>())
                    .add(row);
        }
        return groups.entrySet().stream()
                .map(group -> figures(group.getKey(), group.getValue(), answered))
                .toList();
    }

    private static TierFigures figures(Key group, List<Map.Entry<Key, Sums>> rows, long answered) {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        Sums all = Sums.NONE;
        Sums held = Sums.NONE;
        for (var row : rows) {
            String outcome = row.getKey().outcome();
            Sums sums = row.getValue();
            if (sums.attempts() > 0) {
                outcomes.put(outcome, sums.attempts());
            }
            all = all.plus(sums);
            held = outcome.equals(Key.HELD) ? sums : held;
        }
        return new TierFigures(
                group.tier(),
                group.kind(),
                group.tools(),
                outcomes,
                all.won(),
                answered == 0 ? null : (double) all.won() / answered,
                latency(held),
                new Usage(all.inputTokens(), all.outputTokens(), all.costUsd(), false),
                all.unpriced(),
                all.quality(),
                all.cache());
    }

    private static TierFigures.Latency latency(Sums held) {
        long[] counts = held.latencies();
        return held.attempts() == 0
                ? null
                : new TierFigures.Latency(
                        Latencies.percentile(counts, 0.5),
                        Latencies.percentile(counts, 0.95),
                        Latencies.percentile(counts, 0.99));
    }
}
