package dev.belay.ledger;

import dev.belay.journal.Entry;
import dev.belay.journal.Facts;
import dev.belay.journal.fence.OwnedRun;
import dev.belay.platform.Database;
import dev.belay.platform.transaction.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The table `effect`. Every method is one statement; the transitions that are allowed stand in their conditions.
///
/// Times are the database's, so that processes whose clocks differ agree on when an effect is given up.
final class EffectTable {
    static final String OWNER_IS_DEAD =
            "not exists (select 1 from process p where p.fence = e.owner and p.ended_at is null)";

    /// A process that stands still in the middle of a transaction holds its run's row locked, so that nobody can take
    /// the run: the database ends such a transaction. Outside of one, this has no effect.
    private static final String IDLE = "5s";

    /// An effect of the same tool that is in doubt keeps the row from being inserted or taken up again.
    private static final String CLAIM = "with " + OwnedRun.OWNED + """
            , approved as (
                select 1 from approval
                where id = ? and root_run = ? and state in ('APPROVED', 'EDITED') and used_at is not null
            ), doubt as (
                select 1 from effect
                where root_run = ? and tool = ? and key <> ? and not exists (select 1 from approved)
                and (state = 'IN_DOUBT' or (state = 'STARTED' and give_up_at < now()))
                limit 1
            ), claimed as (
                insert into effect as e
                    (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim, owner, give_up_at)
                select ?, ?, ?, ?, ?, ?, ?, 'STARTED', ?, ?, now() + ? * interval '1 millisecond'
                where exists (select 1 from owned) and not exists (select 1 from doubt)
                on conflict (key) do update
                set state = 'STARTED', run_id = excluded.run_id, claim = excluded.claim, owner = excluded.owner,
                    result = null, settled_at = null, started_at = now(), sent_at = null,
                    give_up_at = excluded.give_up_at
                where e.state = 'FAILED' or e.state = 'INTENDED' and exists (select 1 from approved)
                returning 1
            )
            select set_config('idle_in_transaction_session_timeout', ?, true),
                exists (select 1 from owned) as owned, exists (select 1 from claimed) as mine,
                exists (select 1 from doubt) as doubt, e.state, e.result, e.claim,
                extract(epoch from e.give_up_at - now()) * 1000 as left_millis,
                coalesce(e.state = 'STARTED' and\s""" + OWNER_IS_DEAD + """
            , false) as orphan
            from (select 1) as one left join effect e on e.key = ?""";

    private static final String ADOPT = "with " + OwnedRun.OWNED + """
            update effect set owner = ?, claim = ?, run_id = ?,
                give_up_at = greatest(give_up_at, now() + ? * interval '1 millisecond')
            where key = ? and claim = ? and state = 'STARTED' and exists (select 1 from owned)
            returning extract(epoch from now() - started_at) * 1000 as age_millis,
                extract(epoch from now() - greatest(started_at, sent_at)) * 1000 as quiet_millis""";

    private static final String SENDS = "with " + OwnedRun.OWNED + """
            update effect set sent_at = clock_timestamp()
            where key = ? and claim = ? and state = 'STARTED' and owner = ? and exists (select 1 from owned)""";

    private static final String SETTLED = "with " + OwnedRun.OWNED + """
            , settled as (
                update effect set state = ?, result = ?, settled_at = now()
                where key = ? and claim = ? and state in ('STARTED', 'IN_DOUBT') and owner = ?
                and exists (select 1 from owned)
                returning 1
            )
            insert into journal (run_id, seq, at, kind, fact)
            select ?, ?, ?, ?, ?::json\s""";

    private static final String SETTLE = SETTLED + "where exists (select 1 from settled)";

    /// Both are sent at once: the commit must not be reached if nothing was settled, so that is an error here.
    private static final String SETTLE_AND_COMMIT =
            SETTLED + "from (select 1 / count(*) as once from settled) as sure where once = 1; commit";

    /// A transactional effect that is not `DONE` certainly did not happen, whatever else its row says.
    private static final String UNDONE = "with " + OwnedRun.OWNED + """
            , undone as (
                insert into effect as e
                    (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, result, claim, owner,
                     give_up_at, settled_at)
                select ?, ?, ?, ?, ?, ?, ?, 'FAILED', ?, ?, ?, now(), now() where exists (select 1 from owned)
                on conflict (key) do update
                set state = 'FAILED', run_id = excluded.run_id, result = excluded.result, claim = excluded.claim,
                    owner = excluded.owner, settled_at = now()
                where e.state in ('FAILED', 'INTENDED', 'STARTED')
                returning 1
            )
            insert into journal (run_id, seq, at, kind, fact)
            select ?, ?, ?, ?, ?::json where exists (select 1 from undone)""";

    /// Only the claim that was seen or made: it may have been adopted, or settled and claimed anew, meanwhile.
    private static final String GIVE_UP = """
            update effect set state = 'IN_DOUBT', result = ?, settled_at = now()
            where key = ? and claim = ? and state = 'STARTED'""";

    private static final String GIVE_UP_OVERDUE = GIVE_UP + " and give_up_at <= now()";

    private static final String RELEASE = """
            update effect set state = 'FAILED', result = 'claimed, but not begun', settled_at = now()
            where key = ? and claim = ? and state = 'STARTED'""";

    private static final String GIVE_BACK = "with " + OwnedRun.OWNED + """
            update effect set state = ?, result = ?, settled_at = now()
            where key = ? and claim = ? and state = 'STARTED' and owner = ? and exists (select 1 from owned)""";

    /// No process has the number 0, so this one is dead.
    private static final String LEAVE = "with " + OwnedRun.OWNED + """
            update effect set owner = 0
            where key = ? and claim = ? and state = 'STARTED' and owner = ? and exists (select 1 from owned)""";

    /// Only by who works on the run: a process that has lost it would give up what another adopts. Of other runs of
    /// the tree only what nobody will find out about any more: one that can still go on asks for itself.
    private static final String GIVE_UP_LEFT =
            "with " + OwnedRun.OWNED + """
            update effect e set state = 'IN_DOUBT', result = ?, settled_at = now()
            where root_run = ? and state = 'STARTED' and exists (select 1 from owned)
            and case when run_id = ? then give_up_at <= now() or\s""" + OWNER_IS_DEAD + """
             else not exists (select 1 from run o where o.id = e.run_id
                    and o.state in ('RUNNING', 'NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED'))
                and\s""" + OWNER_IS_DEAD + " end";

    private static final String STANDING = "select state, result, owner, claim from effect where key = ?";

    private final Database database;

    EffectTable(Database database) {
        this.database = database;
    }

    /// @param by who claims
    Claimed claim(EffectLedger.Intent intent, Duration timeout, Claimer by) throws SQLException {
        return database.query(CLAIM, EffectTable::claimed, claimValues(intent, timeout, by))
                .getFirst();
    }

    private static Object[] claimValues(EffectLedger.Intent intent, Duration timeout, Claimer by) {
        EffectKey key = intent.key();
        UUID root = UUID.fromString(key.rootRun());
        UUID run = UUID.fromString(intent.runId());
        String hash = key.hash();
        return new Object[] {
            run,
            by.fence(),
            intent.approval() == null ? Database.Missing.UUID : UUID.fromString(intent.approval()),
            root,
            root,
            key.tool(),
            hash,
            hash,
            root,
            run,
            key.tool(),
            Database.storable(key.arguments()),
            key.ordinal(),
            intent.effectClass().name(),
            UUID.fromString(by.claim()),
            by.fence(),
            timeout.toMillis(),
            IDLE,
            hash
        };
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getBoolean("owned"),
                row.getBoolean("mine"),
                row.getBoolean("doubt"),
                state(row),
                Duration.ofMillis(row.getLong("left_millis")),
                row.getString("claim"),
                row.getBoolean("orphan"));
    }

    /// Takes over what a dead process started.
    ///
    /// @param orphan the claim under which it was started
    /// @return how old the effect is; empty if somebody else was first, or the run is not worked on under
    ///     this number any more
    Optional<Age> adopt(EffectLedger.Intent intent, Duration timeout, String orphan, Claimer by) throws SQLException {
        UUID run = UUID.fromString(intent.runId());
        return database
                .query(
                        ADOPT,
                        row -> new Age(
                                Duration.ofMillis(row.getLong("age_millis")),
                                Duration.ofMillis(row.getLong("quiet_millis"))),
                        run,
                        by.fence(),
                        by.fence(),
                        UUID.fromString(by.claim()),
                        run,
                        timeout.toMillis(),
                        intent.key().hash(),
                        UUID.fromString(orphan))
                .stream()
                .findFirst();
    }

    /// @return false if the effect was not `STARTED` under this claim and number, or the run is not worked on
    ///     under it
    boolean sends(UnderWay.Held held, String runId, long fence) throws SQLException {
        return database.update(SENDS, UUID.fromString(runId), fence, held.hash(), UUID.fromString(held.claim()), fence)
                == 1;
    }

    /// @param place where in the journal the fact goes
    /// @return false if the effect was neither `STARTED` nor `IN_DOUBT` under this claim and number; nothing
    ///     was written then
    boolean settle(UnderWay.Held held, EffectState outcome, Place place, Entry.ToolDone fact) throws SQLException {
        return database.update(SETTLE, settleValues(held, outcome, place, fact)) == 1;
    }

    /// As [#settle], as the end of a transaction, in the same round trip.
    ///
    /// @throws SQLException if it is not known whether everything was committed, or nothing; nothing was, if the
    ///     effect was neither `STARTED` nor `IN_DOUBT` under this claim and number
    static void settle(
            Transaction transaction, UnderWay.Held held, EffectState outcome, Place place, Entry.ToolDone fact)
            throws SQLException {
        transaction.commitWith(SETTLE_AND_COMMIT, settleValues(held, outcome, place, fact));
    }

    private static Object[] settleValues(UnderWay.Held held, EffectState outcome, Place place, Entry.ToolDone fact) {
        UUID run = UUID.fromString(place.runId());
        return new Object[] {
            run,
            place.fence(),
            outcome.name(),
            Database.storable(text(outcome)),
            held.hash(),
            UUID.fromString(held.claim()),
            place.fence(),
            run,
            place.seq(),
            place.at(),
            Facts.kind(fact),
            Facts.json(fact)
        };
    }

    /// Writes down that what a transaction would have done was undone.
    ///
    /// @return false if the effect happened otherwise, or the run is not worked on under this number
    boolean undone(EffectLedger.Intent intent, EffectState.Failed why, Claimer by, Place place, Entry.ToolDone fact)
            throws SQLException {
        EffectKey key = intent.key();
        UUID run = UUID.fromString(intent.runId());
        return database.update(
                        UNDONE,
                        run,
                        by.fence(),
                        key.hash(),
                        UUID.fromString(key.rootRun()),
                        run,
                        key.tool(),
                        Database.storable(key.arguments()),
                        key.ordinal(),
                        intent.effectClass().name(),
                        Database.storable(why.error()),
                        UUID.fromString(by.claim()),
                        by.fence(),
                        run,
                        place.seq(),
                        place.at(),
                        Facts.kind(fact),
                        Facts.json(fact))
                == 1;
    }

    /// Does nothing if the effect was settled, adopted or claimed anew meanwhile.
    void giveUp(String key, String claim, String known) throws SQLException {
        database.update(GIVE_UP, known, key, UUID.fromString(claim));
    }

    /// As [#giveUp], for who only watches: does nothing either while the effect has time left.
    void giveUpOverdue(String key, String claim, String known) throws SQLException {
        database.update(GIVE_UP_OVERDUE, known, key, UUID.fromString(claim));
    }

    /// Undoes a claim of whose success its owner never heard, so that nothing was caused under it.
    void release(String key, String claim) throws SQLException {
        database.update(RELEASE, key, UUID.fromString(claim));
    }

    /// Gives an effect back that was claimed under this number, and certainly did not happen.
    ///
    /// @return false if it was not `STARTED` under this claim and number; nothing was written then
    boolean giveBack(UnderWay.Held held, EffectLedger.Intent intent, EffectState state, long fence)
            throws SQLException {
        return database.update(
                        GIVE_BACK,
                        UUID.fromString(intent.runId()),
                        fence,
                        state.name(),
                        state instanceof EffectState.Failed(String why) ? Database.storable(why) : null,
                        held.hash(),
                        UUID.fromString(held.claim()),
                        fence)
                == 1;
    }

    /// Leaves to the next what was adopted under this claim and number, if it still is.
    void leave(UnderWay.Held held, String runId, long fence) throws SQLException {
        database.update(LEAVE, UUID.fromString(runId), fence, held.hash(), UUID.fromString(held.claim()), fence);
    }

    /// Gives up what is overdue in the run, and what dead processes left in it or in runs of its tree that are over.
    ///
    /// @param fence number under which the run is worked on here
    void giveUpLeft(String rootRun, String runId, long fence, String known) throws SQLException {
        UUID run = UUID.fromString(runId);
        database.update(GIVE_UP_LEFT, run, fence, known, UUID.fromString(rootRun), run);
    }

    Optional<Standing> standing(String key) throws SQLException {
        return database
                .query(STANDING, row -> new Standing(state(row), row.getLong("owner"), row.getString("claim")), key)
                .stream()
                .findFirst();
    }

    static EffectState state(ResultSet row) throws SQLException {
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

    /// @param claim names this claim, so that it can be released
    /// @param fence number under which the run is worked on here
    record Claimer(String claim, long fence) {}

    /// Where a fact goes in a journal.
    record Place(String runId, long fence, long seq, Instant at) {
        Place at(long number) {
            return new Place(runId, fence, number, at);
        }
    }

    /// @param started since the effect was claimed
    /// @param sent since it was sent last, as far as that was written down
    record Age(Duration started, Duration sent) {}

    record Standing(EffectState state, long owner, String claim) {}

    /// @param owned whether the run carries the claimer's number
    /// @param doubt whether another effect of the tool is in doubt
    /// @param state what the row said before this statement, or `null` if there was none
    /// @param left until a started effect is given up
    /// @param claim under which the row stood before this statement, or `null` if there was none
    /// @param orphan whether a dead process started the effect
    record Claimed(
            boolean owned,
            boolean mine,
            boolean doubt,
            EffectState state,
            Duration left,
            String claim,
            boolean orphan) {}
}
