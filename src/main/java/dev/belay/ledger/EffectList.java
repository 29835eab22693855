package dev.belay.ledger;

import dev.belay.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/// What stands in the table `effect`, for who only looks.
final class EffectList {
    private static final String EFFECTS = """
            select root_run, run_id, tool, arguments, ordinal, effect_class, state, result, started_at
            from effect where root_run = ? order by started_at, key""";

    private static final String ORPHANS = """
            select e.root_run, e.run_id, e.tool, e.arguments, e.ordinal, e.effect_class, e.state, e.result, e.started_at
            from effect e join run r on r.root_id = e.root_run
            where r.id = ? and e.run_id = r.id and e.state = 'STARTED' and\s""" + EffectTable.OWNER_IS_DEAD + " order by e.started_at, e.key";

    private final Database database;

    EffectList(Database database) {
        this.database = database;
    }

    List<EffectLedger.Effect> effects(String rootRun) throws SQLException {
        return database.query(EFFECTS, EffectList::effect, UUID.fromString(rootRun));
    }

    List<EffectLedger.Effect> orphans(String runId) throws SQLException {
        return database.query(ORPHANS, EffectList::effect, UUID.fromString(runId));
    }

    private static EffectLedger.Effect effect(ResultSet row) throws SQLException {
        EffectKey key = new EffectKey(
                row.getString("root_run"), row.getString("tool"), row.getString("arguments"), row.getInt("ordinal"));
        return new EffectLedger.Effect(
                key,
                row.getString("run_id"),
                EffectClass.valueOf(row.getString("effect_class")),
                EffectTable.state(row),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }
}
