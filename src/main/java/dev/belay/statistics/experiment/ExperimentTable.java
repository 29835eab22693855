package dev.belay.statistics.experiment;

import dev.belay.platform.Database;
import dev.belay.statistics.Latencies;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The table `experiment`, and what `tier_statistic` holds of the runs of variants.
final class ExperimentTable {
    /// Of several processes with the same plan the first begins; another plan begins anew.
    private static final String BEGIN = """
            insert into experiment as e (name, fingerprint, round, step, percent, state, why, since)
            values (?, ?, 1, 0, ?, ?, null, clock_timestamp())
            on conflict (name) do update set
                fingerprint = excluded.fingerprint, round = e.round + 1, step = 0, percent = excluded.percent,
                state = excluded.state, why = null, since = excluded.since
            where e.fingerprint <> excluded.fingerprint""";

    /// Only from where it was when it was judged: one of several processes moves it.
    private static final String MOVE = """
            update experiment set
                since = case round when ? then since else clock_timestamp() end,
                round = ?, step = ?, percent = ?, state = ?, why = ?
            where name = ? and fingerprint = ? and round = ? and state = 'RUNNING'""";

    private static final String STAGES = "select * from experiment";

    private static final String RESULTS = """
            with picked as (
                select * from tier_statistic where tier = '' and variant in (?, ?)
            ), histogram as (
                select variant, array_agg(number order by place) as millis
                from (
                    select variant, place, sum(number)::bigint as number
                    from picked, unnest(millis) with ordinality as each (number, place)
                    where outcome <> 'dropped' group by variant, place
                ) as places group by variant
            )
            select variant, coalesce(sum(attempts) filter (where outcome <> 'dropped'), 0) as runs,
                coalesce(sum(attempts) filter (where outcome = any(?)), 0) as succeeded,
                coalesce(sum(attempts) filter (where outcome in ('failed', 'degraded', 'both_failed')), 0) as failed,
                sum(input_tokens + output_tokens) as tokens, sum(cost_usd) as cost_usd, sum(unpriced) as unpriced,
                histogram.millis
            from picked left join histogram using (variant) group by variant, histogram.millis""";

    private static final String ENDS = """
            select outcome, sum(attempts) as shadows from tier_statistic
            where tier = '' and variant = ? group by outcome""";

    private static final String[] SUCCEEDED = Stream.concat(
                    Stream.of("succeeded"),
                    Stream.of(ShadowEnd.values()).filter(ShadowEnd::succeeded).map(ShadowEnd::word))
            .toArray(String[]::new);

    private final Database database;

    ExperimentTable(Database database) {
        this.database = database;
    }

    /// @return whether it began, or began anew
    boolean begin(Plan plan) throws SQLException {
        return database.update(
                        BEGIN,
                        plan.name(),
                        plan.fingerprint(),
                        plan.steps().getFirst(),
                        plan.first().name())
                == 1;
    }

    /// @return false if another process moved it meanwhile
    boolean move(Stage from, Stage to) throws SQLException {
        return database.update(
                        MOVE,
                        to.round(),
                        to.round(),
                        to.step(),
                        to.percent(),
                        to.state().name(),
                        to.why(),
                        from.name(),
                        from.fingerprint(),
                        from.round())
                == 1;
    }

    List<Stage> stages() throws SQLException {
        return database.query(STAGES, ExperimentTable::stage);
    }

    Comparison compare(Plan plan, Stage stage) throws SQLException {
        var rows = database.query(RESULTS, ExperimentTable::results, stage.label(false), stage.label(true), SUCCEEDED);
        Results control = Results.NONE;
        Results candidate = Results.NONE;
        for (Map.Entry<String, Results> row : rows) {
            if (row.getKey().equals(stage.label(true))) {
                candidate = row.getValue();
            } else {
                control = row.getValue();
            }
        }
        return Comparison.of(plan, stage, control, candidate, plan.shadow() ? agreement(stage) : null);
    }

    private Agreement agreement(Stage stage) throws SQLException {
        Map<ShadowEnd, Long> ends = new EnumMap<>(ShadowEnd.class);
        for (var row : database.query(ENDS, ExperimentTable::end, stage.label(true))) {
            ends.put(row.getKey(), row.getValue());
        }
        return new Agreement(ends);
    }

    private static Map.Entry<ShadowEnd, Long> end(ResultSet row) throws SQLException {
        ShadowEnd end = ShadowEnd.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT));
        return Map.entry(end, row.getLong("shadows"));
    }

    private static Stage stage(ResultSet row) throws SQLException {
        return new Stage(
                row.getString("name"),
                row.getString("fingerprint"),
                row.getInt("round"),
                row.getInt("step"),
                row.getDouble("percent"),
                Stage.State.valueOf(row.getString("state")),
                row.getString("why"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    private static Map.Entry<String, Results> results(ResultSet row) throws SQLException {
        Array millis = row.getArray("millis");
        Long[] places = millis == null ? new Long[0] : (Long[]) millis.getArray();
        long[] counts = new long[Latencies.SIZE];
        for (int i = 0; i < Math.min(places.length, counts.length); i++) {
            counts[i] = places[i];
        }
        Results results = new Results(
                row.getLong("runs"),
                row.getLong("succeeded"),
                row.getLong("failed"),
                Latencies.percentile(counts, 0.5),
                Latencies.percentile(counts, 0.95),
                row.getLong("tokens"),
                row.getBigDecimal("cost_usd"),
                row.getLong("unpriced"));
        return Map.entry(row.getString("variant"), results);
    }
}
