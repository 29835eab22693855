package dev.belay.ledger.doubt;

import dev.belay.exchange.Caller;
import dev.belay.journal.Entry;
import dev.belay.journal.Facts;
import dev.belay.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `effect` that are in doubt. Every method is one statement.
final class DoubtTable {
    private static final String SELECT = """
            select e.key, e.run_id, r.caller_id, r.state as run_state, e.tool, e.arguments, e.effect_class, e.result,
                e.started_at, e.state
            from effect e join run r on r.id = e.run_id
            where (? or r.caller_id = ?)""";

    private static final String LIST = SELECT + " and e.state = 'IN_DOUBT' order by e.started_at, e.key limit ?";
    private static final String FIND = SELECT + " and e.key = ?";

    /// The lock keeps the run from being taken up in between.
    private static final String SETTLE = """
            with resting as (
                select id, root_id from run where id = ? and state <> 'RUNNING' for update
            ), settled as (
                update effect set state = ?, result = ?, settled_at = now(), resolved_by = ?, notes = ?
                where key = ? and state = 'IN_DOUBT' and exists (select 1 from resting)
                returning run_id
            ), noted as (
                insert into journal (run_id, seq, at, kind, fact)
                select s.run_id, coalesce((select max(j.seq) from journal j where j.run_id = s.run_id), 0) + 1, now(), ?,
                    ?::json
                from settled s where ?::text is not null
                returning 1
            )
            select exists (select 1 from settled) as settled,
                (select count(*) from effect o join resting on o.root_run = resting.root_id
                 where o.state = 'IN_DOUBT' and o.key <> ?) as others""";

    private final Database database;

    DoubtTable(Database database) {
        this.database = database;
    }

    List<Doubt> list(Caller caller, int limit) throws SQLException {
        return database.query(LIST, DoubtTable::doubt, all(caller), caller.id(), limit);
    }

    Optional<Found> find(String key, Caller caller) throws SQLException {
        return database
                .query(FIND, row -> new Found(doubt(row), row.getString("state")), all(caller), caller.id(), key)
                .stream()
                .findFirst();
    }

    /// @param fact what the journal says, or `null` if it never said anything of the call
    /// @return how many others of the tree are in doubt; empty if the run is at work, or somebody was first
    Optional<Integer> settle(Doubt doubt, Doubts.Finding finding, String by, Entry.ToolDone fact) throws SQLException {
        return database.query(
                        SETTLE,
                        row -> row.getBoolean("settled")
                                ? Optional.of(row.getInt("others"))
                                : Optional.<Integer>empty(),
                        UUID.fromString(doubt.run().id()),
                        finding.happened() ? "DONE" : "FAILED",
                        Database.storable(finding.text()),
                        by,
                        Database.storable(finding.notes()),
                        doubt.key(),
                        fact == null ? null : Facts.kind(fact),
                        fact == null ? null : Facts.json(fact),
                        fact == null ? null : "noted",
                        doubt.key())
                .getFirst();
    }

    private static boolean all(Caller caller) {
        return caller.may(Caller.Scope.APPROVE);
    }

    private static Doubt doubt(ResultSet row) throws SQLException {
        return new Doubt(
                row.getString("key"),
                new Doubt.Run(row.getString("run_id"), row.getString("caller_id"), row.getString("run_state")),
                row.getString("tool"),
                row.getString("arguments"),
                row.getString("effect_class"),
                row.getString("result"),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }

    /// @param state the ledger's
    record Found(Doubt doubt, String state) {}
}
