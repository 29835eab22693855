package dev.belay.statistics;

import dev.belay.platform.Database;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The table `tier_statistic`: sums by spans of five minutes.
final class StatisticTable {
    /// Rows of a span are locked in the order of their key, so that processes that add at once do not wait in a circle.
    private static final String ADD = """
            insert into tier_statistic as s
                (at, tier, kind, tools, outcome, attempts, won, input_tokens, output_tokens, cost_usd, unpriced, millis,
                variant, checked, first_try, votes, agreed, cache_asked, cache_hits)
            select to_timestamp(floor(extract(epoch from now()) / ?) * ?), tier, kind, tools, outcome,
                attempts::bigint, won::bigint, input_tokens::bigint, output_tokens::bigint, cost_usd::numeric,
                unpriced::bigint, millis::bigint[], variant, checked::bigint, first_try::bigint, votes::bigint,
                agreed::bigint, cache_asked::bigint, cache_hits::bigint
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as more
                (tier, kind, tools, outcome, attempts, won, input_tokens, output_tokens, cost_usd, unpriced, millis,
                variant, checked, first_try, votes, agreed, cache_asked, cache_hits)
            order by tier, kind, tools, outcome, variant
            on conflict (at, tier, kind, tools, outcome, variant) do update set
                attempts = s.attempts + excluded.attempts,
                won = s.won + excluded.won,
                input_tokens = s.input_tokens + excluded.input_tokens,
                output_tokens = s.output_tokens + excluded.output_tokens,
                cost_usd = s.cost_usd + excluded.cost_usd,
                unpriced = s.unpriced + excluded.unpriced,
                checked = s.checked + excluded.checked,
                first_try = s.first_try + excluded.first_try,
                votes = s.votes + excluded.votes,
                agreed = s.agreed + excluded.agreed,
                cache_asked = s.cache_asked + excluded.cache_asked,
                cache_hits = s.cache_hits + excluded.cache_hits,
                millis = array(
                    select a + b from unnest(s.millis, excluded.millis) with ordinality as both_of (a, b, place)
                    order by place)""";

    /// Spans that began within the window; their histograms are added place by place.
    private static final String READ = """
            with picked as (
                select tier, outcome, case when ? then kind else '' end as kind,
                    case when ? then tools else '' end as tools,
                    attempts, won, input_tokens, output_tokens, cost_usd, unpriced, millis, checked, first_try, votes,
                    agreed, cache_asked, cache_hits
                from tier_statistic where tier <> '' and at > now() - ? * interval '1 millisecond'
            ), histogram as (
                select tier, outcome, kind, tools, array_agg(number order by place) as millis
                from (
                    select tier, outcome, kind, tools, place, sum(number)::bigint as number
                    from picked, unnest(millis) with ordinality as each (number, place)
                    group by tier, outcome, kind, tools, place
                ) as places group by tier, outcome, kind, tools
            )
            select tier, kind, tools, outcome, sum(attempts) as attempts, sum(won) as won,
                sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens, sum(cost_usd) as cost_usd,
                sum(unpriced) as unpriced, sum(checked) as checked, sum(first_try) as first_try, sum(votes) as votes,
                sum(agreed) as agreed, sum(cache_asked) as cache_asked, sum(cache_hits) as cache_hits, histogram.millis
            from picked join histogram using (tier, outcome, kind, tools)
            group by tier, kind, tools, outcome, histogram.millis
            order by tier, kind, tools, outcome""";

    private static final String FORGET = "delete from tier_statistic where at < now() - ? * interval '1 millisecond'";

    private final Database database;

    StatisticTable(Database database) {
        this.database = database;
    }

    /// One statement, in one round trip.
    void add(Map<Key, Sums> sums) throws SQLException {
        var rows = List.copyOf(sums.entrySet());
        long span = Statistics.SPAN.toSeconds();
        database.update(
                ADD,
                span,
                span,
                column(rows, row -> row.getKey().tier()),
                column(rows, row -> row.getKey().kind()),
                column(rows, row -> row.getKey().tools()),
                column(rows, row -> row.getKey().outcome()),
                column(rows, row -> row.getValue().attempts()),
                column(rows, row -> row.getValue().won()),
                column(rows, row -> row.getValue().inputTokens()),
                column(rows, row -> row.getValue().outputTokens()),
                column(rows, row -> row.getValue().costUsd()),
                column(rows, row -> row.getValue().unpriced()),
                column(rows, row -> array(row.getValue().latencies())),
                column(rows, row -> row.getKey().variant()),
                column(rows, row -> row.getValue().quality().checked()),
                column(rows, row -> row.getValue().quality().firstTry()),
                column(rows, row -> row.getValue().quality().votes()),
                column(rows, row -> row.getValue().quality().agreed()),
                column(rows, row -> row.getValue().cache().asked()),
                column(rows, row -> row.getValue().cache().hits()));
    }

    /// @param byKind, byTools whether kinds of tasks and sets of tools are told apart
    List<Map.Entry<Key, Sums>> read(Duration window, boolean byKind, boolean byTools) throws SQLException {
        // A span that began before the window may reach into it.
        long millis = window.plus(Statistics.SPAN).toMillis();
        return database.query(READ, StatisticTable::row, byKind, byTools, millis);
    }

    void forget(Duration keep) throws SQLException {
        database.update(FORGET, keep.toMillis());
    }

    private static Map.Entry<Key, Sums> row(ResultSet row) throws SQLException {
        Key key =
                new Key(row.getString("tier"), row.getString("kind"), row.getString("tools"), row.getString("outcome"));
        Sums sums = new Sums(
                row.getLong("attempts"),
                row.getLong("won"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getBigDecimal("cost_usd"),
                row.getLong("unpriced"),
                longs(row.getArray("millis")),
                new TierFigures.Quality(
                        row.getLong("checked"), row.getLong("first_try"), row.getLong("votes"), row.getLong("agreed")),
                new TierFigures.Cache(row.getLong("cache_asked"), row.getLong("cache_hits")));
        return Map.entry(key, sums);
    }

    private static long[] longs(Array array) throws SQLException {
        Long[] values = (Long[]) array.getArray();
        long[] plain = new long[Latencies.SIZE];
        for (int i = 0; i < Math.min(values.length, plain.length); i++) {
            plain[i] = values[i];
        }
        return plain;
    }

    private static String array(long[] values) {
        List<String> texts = new ArrayList<>(values.length);
        for (long value : values) {
            texts.add(Long.toString(value));
        }
        return "{" + String.join(",", texts) + "}";
    }

    private static String[] column(List<Map.Entry<Key, Sums>> rows, Function<Map.Entry<Key, Sums>, Object> value) {
        return rows.stream().map(row -> value.apply(row).toString()).toArray(String[]::new);
    }
}
