package dev.belay.ledger;

import dev.belay.journal.Entry;
import dev.belay.journal.Facts;
import dev.belay.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `effect`. Every method is one statement; the transitions that are allowed stand in their conditions.
///
/// Times are the database's, so that processes whose clocks differ agree on when an effect is given up.
final class EffectTable {
    /// An effect of the same tool that is in doubt keeps the row from being inserted or taken up again.
    private static final String CLAIM = """
            with doubt as (
                select 1 from effect
                where root_run = ? and tool = ? and key <> ?
                and (state = 'IN_DOUBT' or (state = 'STARTED' and give_up_at < now()))
                limit 1
            ), claimed as (
                insert into effect as e
                    (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim, give_up_at)
                select ?, ?, ?, ?, ?, ?, ?, 'STARTED', ?, now() + ? * interval '1 millisecond'
                where not exists (select 1 from doubt)
                on conflict (key) do update
                set state = 'STARTED', run_id = excluded.run_id, claim = excluded.claim, result = null,
                    settled_at = null, started_at = now(), give_up_at = excluded.give_up_at
                where e.state = 'FAILED'
                returning 1
            )
            select exists (select 1 from claimed) as mine, exists (select 1 from doubt) as doubt,
                e.state, e.result, extract(epoch from e.give_up_at - now()) * 1000 as left_millis
            from (select 1) as one left join effect e on e.key = ?""";

    private static final String SETTLE = """
            with settled as (
                update effect set state = ?, result = ?, settled_at = now()
                where key = ? and state in ('STARTED', 'IN_DOUBT')
                returning 1
            )
            insert into journal (run_id, seq, at, kind, fact)
            select ?, ?, ?, ?, ?::json where exists (select 1 from settled)""";

    private static final String GIVE_UP = """
            update effect set state = 'IN_DOUBT', result = ?, settled_at = now()
            where key = ? and state = 'STARTED'
            returning 1""";

    private static final String RELEASE = """
            update effect set state = 'FAILED', result = 'claimed, but not begun', settled_at = now()
            where key = ? and claim = ? and state = 'STARTED'""";

    private static final String GIVE_UP_OVERDUE = """
            update effect set state = 'IN_DOUBT', result = ?, settled_at = now()
            where root_run = ? and state = 'STARTED' and give_up_at <= now()""";

    private static final String STATE = "select state, result from effect where key = ?";

    private static final String EFFECTS = """
            select root_run, run_id, tool, arguments, ordinal, effect_class, state, result, started_at
            from effect where root_run = ? order by started_at, key""";

    private final Database database;

    EffectTable(Database database) {
        this.database = database;
    }

    /// @param claim names this claim, so that it can be released
    Claimed claim(EffectLedger.Intent intent, Duration timeout, String claim) throws SQLException {
        EffectKey key = intent.key();
        UUID root = UUID.fromString(key.rootRun());
        String hash = key.hash();
        return database.query(
                        CLAIM,
                        row -> new Claimed(
                                row.getBoolean("mine"),
                                row.getBoolean("doubt"),
                                state(row),
                                Duration.ofMillis(row.getLong("left_millis"))),
                        root,
                        key.tool(),
                        hash,
                        hash,
                        root,
                        UUID.fromString(intent.runId()),
                        key.tool(),
                        Database.storable(key.arguments()),
                        key.ordinal(),
                        intent.effectClass().name(),
                        UUID.fromString(claim),
                        timeout.toMillis(),
                        hash)
                .getFirst();
    }

    /// @return false if the effect was neither `STARTED` nor `IN_DOUBT`; nothing was written then
    boolean settle(String key, EffectState outcome, String runId, long seq, Instant at, Entry.ToolDone fact)
            throws SQLException {
        return database.update(
                        SETTLE,
                        outcome.name(),
                        Database.storable(text(outcome)),
                        key,
                        UUID.fromString(runId),
                        seq,
                        at,
                        Facts.kind(fact),
                        Facts.json(fact))
                == 1;
    }

    /// @return false if the effect was settled meanwhile
    boolean giveUp(String key, String known) throws SQLException {
        return !database.query(GIVE_UP, row -> row.getInt(1), known, key).isEmpty();
    }

    /// Undoes a claim of whose success its owner never heard, so that nothing was caused under it.
    void release(String key, String claim) throws SQLException {
        database.update(RELEASE, key, UUID.fromString(claim));
    }

    void giveUpOverdue(String rootRun, String known) throws SQLException {
        database.update(GIVE_UP_OVERDUE, known, UUID.fromString(rootRun));
    }

    Optional<EffectState> state(String key) throws SQLException {
        return database.query(STATE, EffectTable::state, key).stream().findFirst();
    }

    List<EffectLedger.Effect> effects(String rootRun) throws SQLException {
        return database.query(EFFECTS, EffectTable::effect, UUID.fromString(rootRun));
    }

    private static EffectLedger.Effect effect(ResultSet row) throws SQLException {
        EffectKey key = new EffectKey(
                row.getString("root_run"), row.getString("tool"), row.getString("arguments"), row.getInt("ordinal"));
        return new EffectLedger.Effect(
                key,
                row.getString("run_id"),
                EffectClass.valueOf(row.getString("effect_class")),
                state(row),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }

    private static EffectState state(ResultSet row) throws SQLException {
        String text = row.getString("result");
        return switch (row.getString("state")) {
            case null -> null;
            case "INTENDED" -> new EffectState.Intended();
            case "STARTED" -> new EffectState.Started();
            case "DONE" -> new EffectState.Done(text);
            case "FAILED" -> new EffectState.Failed(text);
            case "IN_DOUBT" -> new EffectState.InDoubt(text);
            case "SUPERSEDED" -> new EffectState.Superseded();
            default -> throw new SQLException("unknown state of an effect: " + row.getString("state"));
        };
    }

    private static String text(EffectState outcome) {
        return switch (outcome) {
            case EffectState.Done(String result) -> result;
            case EffectState.Failed(String error) -> error;
            case EffectState.InDoubt(String known) -> known;
            case EffectState.Intended _, EffectState.Started _, EffectState.Superseded _ ->
                throw new IllegalArgumentException(outcome.name() + " is not an outcome");
        };
    }

    /// @param doubt whether another effect of the tool is in doubt
    /// @param state what the row said before this statement, or `null` if there was none
    /// @param left until a started effect is given up
    record Claimed(boolean mine, boolean doubt, EffectState state, Duration left) {}
}
