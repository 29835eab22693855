package dev.belay.approval.store;

import dev.belay.approval.rule.Likeness;
import dev.belay.journal.Entry;
import dev.belay.journal.Facts;
import dev.belay.journal.fence.OwnedRun;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// What a run asks of the tables. Every method but one is one statement; what belongs together is committed together.
final class AskTable {
    private static final String LOOK = """
            select e.state as effect, a.*
            from (select 1) as one
            left join effect e on e.key = ?
            left join lateral (
                select %s from approval a
                where a.root_run = ? and a.ledger_key = ? and a.call_hash = ? and a.caller_id = ?
                order by a.created_at desc, a.id desc limit 1
            ) as a on true""".formatted(Stored.COLUMNS);

    /// A call that failed, certainly without effect, may be intended again. One that gave way to a reviewer's arguments
    /// may, too, unless the run has taken these up.
    private static final String ASK = "with " + OwnedRun.OWNED + """
            , asked as (
                insert into approval (id, root_run, run_id, caller_id, kind, ledger_key, decision, tool, arguments,
                    call_hash, shown_arguments, shown_hash, policy, policy_version, risk, reasons, package, state,
                    level, reviewers, quorum, escalations, decide_by)
                select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, 'PENDING', ?, ?, ?, ?,
                    now() + ? * interval '1 millisecond'
                where exists (select 1 from owned)
                on conflict (root_run, ledger_key, call_hash) where state = 'PENDING' do nothing
                returning id, root_run, run_id, ledger_key, tool, arguments, decide_by
            ), intended as (
                insert into effect as e
                    (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim, give_up_at)
                select ledger_key, root_run, run_id, tool, arguments, ?, ?, 'INTENDED', ?, now()
                from asked where ?
                on conflict (key) do update
                set state = 'INTENDED', run_id = excluded.run_id, claim = excluded.claim, result = null,
                    settled_at = null, give_up_at = excluded.give_up_at
                where e.state = 'FAILED' or (e.state = 'SUPERSEDED' and not exists (
                    select 1 from approval
                    where root_run = e.root_run and ledger_key = e.key and state = 'EDITED' and used_at is not null))
            ), timed as (
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                select '%s', id::text, decide_by, false, 1 from asked
            )
            insert into journal (run_id, seq, at, kind, fact)
            select run_id, ?, ?, ?, ?::json from asked""".replace("%s", Deadlines.NAME);

    private static final String USE = "with " + OwnedRun.OWNED + """
            , used as (
                update approval set used_at = now()
                where id = ? and used_at is null and state <> 'PENDING' and exists (select 1 from owned)
                returning 1
            )
            insert into journal (run_id, seq, at, kind, fact)
            select ?, ?, ?, ?, ?::json from used""";

    private static final String NOTE = "with " + OwnedRun.OWNED + """

            insert into journal (run_id, seq, at, kind, fact)
            select ?, ?, ?, ?, ?::json from owned""";

    /// Both halves come out of an index in this order, so no more rows are read than wanted. What a person wrote
    /// in place of a call is what they let act.
    private static final String CASES = """
            select left(arguments, ?) as arguments from (
                (select arguments, started_at as at from effect
                    where tool = ? and state = 'DONE' order by started_at desc limit ?)
                union all
                (select shown_arguments, decided_at from approval
                    where tool = ? and state in ('APPROVED', 'EDITED') order by decided_at desc limit ?)
            ) as cases order by at desc limit ?""";

    private final Database database;

    AskTable(Database database) {
        this.database = database;
    }

    /// @param effect state of the call's row in the ledger, or `null`
    /// @param stored the latest approval of exactly this call, or `null`
    record Look(String effect, Stored stored) {
        /// Whether the effect has begun: then the ledger answers, and nobody needs to be asked.
        boolean begun() {
            return effect != null
                    && switch (effect) {
                        case "STARTED", "DONE", "IN_DOUBT" -> true;
                        default -> false;
                    };
        }
    }

    Look look(Asking asking) throws SQLException {
        return database.query(
                        LOOK,
                        row -> new Look(row.getString("effect"), row.getString("id") == null ? null : Stored.read(row)),
                        asking.key(),
                        UUID.fromString(asking.owner().rootRun()),
                        asking.key(),
                        asking.hash(),
                        asking.owner().caller().id())
                .getFirst();
    }

    /// Arguments of the latest calls of the tool that were done or approved, newest first, each cut where
    /// comparing ends.
    List<String> cases(String tool, int most) throws SQLException {
        return database.query(CASES, row -> row.getString("arguments"), Likeness.LONGEST, tool, most, tool, most, most);
    }

    /// @return false if it is asked already, or if another process works on the run; nothing was written then
    boolean ask(Asking asking, Asking.Terms terms, String claim, Place place, Entry.Fact fact) throws SQLException {
        String text = Database.storable(asking.text());
        List<Object> values = new ArrayList<>(place.owned());
        values.addAll(Arrays.asList(
                UUID.fromString(terms.id()),
                UUID.fromString(asking.owner().rootRun()),
                UUID.fromString(asking.owner().runId()),
                asking.owner().caller().id(),
                asking.kind().name(),
                asking.key(),
                asking.decision(),
                asking.tool(),
                text,
                asking.hash(),
                text,
                asking.hash(),
                asking.owner().policy(),
                terms.rulesVersion(),
                terms.judged().risk().name(),
                Json.write(terms.judged().reasons()),
                terms.dossier(),
                terms.level().place(),
                terms.level().group(),
                terms.quorum(),
                terms.level().place() > 0 ? 1 : 0,
                terms.level().deadline().toMillis()));
        Asking.Effect effect = asking.effect();
        values.addAll(Arrays.asList(
                effect == null ? 0 : effect.ordinal(),
                effect == null ? "" : effect.effectClass(),
                UUID.fromString(claim),
                effect != null));
        values.addAll(Arrays.asList(place.seq(), place.at(), Facts.kind(fact), Facts.json(fact)));
        return database.update(ASK, values.toArray()) == 1;
    }

    /// @return false if a run took it up before, or if another process works on this one; nothing was written then
    boolean use(String id, Place place, Entry.Fact fact) throws SQLException {
        List<Object> values = new ArrayList<>(place.owned());
        values.addAll(Arrays.asList(
                UUID.fromString(id),
                UUID.fromString(place.runId()),
                place.seq(),
                place.at(),
                Facts.kind(fact),
                Facts.json(fact)));
        return database.update(USE, values.toArray()) == 1;
    }

    /// Writes an entry that goes with nothing else.
    ///
    /// @return false if another process works on the run; nothing was written then
    boolean note(Place place, Entry.Fact fact) throws SQLException {
        List<Object> values = new ArrayList<>(place.owned());
        values.addAll(Arrays.asList(
                UUID.fromString(place.runId()), place.seq(), place.at(), Facts.kind(fact), Facts.json(fact)));
        return database.update(NOTE, values.toArray()) == 1;
    }

    /// Where in a journal an entry goes.
    ///
    /// @param fence the number under which this process works on the run
    record Place(String runId, long fence, long seq, Instant at) {
        private List<Object> owned() {
            return List.of(UUID.fromString(runId), fence);
        }
    }

    /// Closes what was asked under other rules, in a transaction like that of a decision.
    ///
    /// @param patience how long another run that waited for it may take from now on
    void retire(String id, String runId, Duration patience) throws SQLException {
        DecisionTable.in(database, table -> {
            Stored stored = table.lock(UUID.fromString(id)).orElseThrow();
            table.retire(stored, runId, patience);
            return stored;
        });
    }
}
