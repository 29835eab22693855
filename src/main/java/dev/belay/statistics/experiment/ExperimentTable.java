package dev.belay.statistics.experiment;

import dev.belay.platform.Database;
import dev.belay.statistics.Latencies;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

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
                    from picked, unnest(millis) with ordinality as each (number, place) group by variant, place
                ) as places group by variant
            )
            select variant, sum(attempts) as runs,
                coalesce(sum(attempts) filter (where outcome = 'succeeded'), 0) as succeeded,
                coalesce(sum(attempts) filter (where outcome in ('failed', 'degraded')), 0) as failed,
                sum(input_tokens + output_tokens) as tokens, sum(cost_usd) as cost_usd, sum(unpriced) as unpriced,
                histogram.millis
            from picked join histogram using (variant) group by variant, histogram.millis""";

    private final Database database;

    ExperimentTable(Database database) {
        this.database = database;
    }

    void begin(Plan plan) throws SQLException {
        double percent = plan.steps().getFirst();
        Stage.State state = percent >= 100 ? Stage.State.DONE : Stage.State.RUNNING;
        database.update(BEGIN, plan.name(), plan.fingerprint(), percent, state.name());
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
        var rows = database.query(RESULTS, ExperimentTable::results, stage.label(false), stage.label(true));
        Results control = Results.NONE;
        Results candidate = Results.NONE;
        for (Map.Entry<String, Results> row : rows) {
            if (row.getKey().equals(stage.label(true))) {
                candidate = row.getValue();
            } else {
                control = row.getValue();
            }
        }
        return Comparison.of(plan, stage, control, candidate);
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
        Long[] places = (Long[]) row.getArray("millis").getArray();
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
