package dev.belay.statistics.learning;

import dev.belay.platform.Database;
import dev.belay.statistics.TierFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Reads the table `tier_statistic` so that what is older counts less. What candidates of experiments come to
/// is left out: a tier is not to be judged by another model or prompt than its own.
final class ExperienceTable {
    /// What is older than so many half-lives counts for less than a thousandth, and is left out.
    private static final int HALF_LIVES = 10;

    /// A place of a histogram stands for the middle of its step, four to the doubling, the first for a millisecond.
    private static final String READ = """
            select tier, kind, tools, outcome,
                sum(weight * attempts) as attempts,
                sum(weight * (input_tokens + output_tokens)) as tokens,
                sum(weight * cost_usd::float8) as cost_usd,
                sum(weight * (attempts - unpriced)) as priced,
                sum(weight * (first_try + agreed)) as good,
                sum(weight * (checked - first_try + votes - agreed)) as flawed,
                sum(weight * (
                    select coalesce(sum(number * power(2::float8, greatest(place - 1.5, 0) / 4)), 0)
                    from unnest(millis) with ordinality as each (number, place) where number > 0)) as millis
            from (
                select *, power(0.5::float8, extract(epoch from now() - at)::float8 / ?) as weight
                from tier_statistic
                where tier <> '' and variant not like '%/candidate#%' and at > now() - ? * interval '1 second'
            ) as weighed
            group by tier, kind, tools, outcome""";

    private final Database database;

    ExperienceTable(Database database) {
        this.database = database;
    }

    Knowledge read(Duration halfLife) throws SQLException {
        long seconds = halfLife.toSeconds();
        Map<Knowledge.Place, Experience> places = new HashMap<>();
        database.query(READ, ExperienceTable::row, (double) seconds, HALF_LIVES * seconds)
                .forEach(row -> places.merge(row.getKey(), row.getValue(), Experience::plus));
        return new Knowledge(places);
    }

    private static Map.Entry<Knowledge.Place, Experience> row(ResultSet row) throws SQLException {
        var place = new Knowledge.Place(row.getString("tier"), row.getString("kind"), row.getString("tools"));
        String outcome = row.getString("outcome");
        boolean held = TierFigures.held(outcome);
        double attempts = row.getDouble("attempts");
        var experience = new Experience(
                held ? attempts : 0,
                !held && TierFigures.tells(outcome) ? attempts : 0,
                held ? row.getDouble("millis") : 0,
                attempts,
                row.getDouble("tokens"),
                row.getDouble("cost_usd"),
                row.getDouble("priced"),
                row.getDouble("good"),
                row.getDouble("flawed"));
        return Map.entry(place, experience);
    }
}
