package dev.belay.run.upkeep;

import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.timer.Recurring;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Deletes old runs, whole trees at a time: effects and approvals belong to the root, and a fork is nothing without
/// the past it shares.
final class Pruning implements Recurring {
    private static final Logger LOG = Logger.getLogger(Pruning.class);
    /// In one statement. More would hold locks, and be for nothing if it is cut off.
    private static final int BATCH = 200;
    /// What is left then waits for the next hour.
    private static final Duration LONGEST_GO = Duration.ofMinutes(50);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final UUID NONE = new UUID(0, 0);

    /// Ids of runs begin with the milliseconds of their beginning (UUIDv7), so old ones are a range of the key.
    private static final String BORDER = """
            select (lpad(to_hex((extract(epoch from now() - ? * interval '1 millisecond') * 1000)::bigint), 12, '0')
                || repeat('0', 20))::uuid""";

    private static final String SURPLUS = "select id from run order by id desc offset ? limit 1";

    /// What is looked at is locked, so that nobody forks from it meanwhile.
    private static final String DELETE = """
            with doomed as (
                select r.root_id from run r
                where r.id <= greatest(?::uuid, ?::uuid)
                and not exists (
                    select 1 from run t
                    where (t.id = r.root_id or (t.root_id = r.root_id and t.root_id <> t.id))
                    and (t.state in ('RUNNING', 'NEEDS_HUMAN', 'IN_DOUBT', 'BUDGET_STOPPED') or t.ended_at is null
                        or (t.id > ?::uuid and t.ended_at >= now() - ? * interval '1 millisecond')))
                and not exists (
                    select 1 from effect e where e.root_run = r.root_id and e.state in ('STARTED', 'IN_DOUBT'))
                and not exists (select 1 from approval a where a.root_run = r.root_id and a.state = 'PENDING')
                order by r.id limit ? for update of r skip locked
            ), members as (
                select root_id as id, root_id from doomed
                union
                select t.id, t.root_id from run t join doomed d on t.root_id = d.root_id and t.root_id <> t.id
            ), runs as (
                delete from run using members m where run.id = m.id returning run.id
            ), entries as (
                delete from journal using members m where journal.run_id = m.id
            ), effects as (
                delete from effect using (select distinct root_id from members) m where effect.root_run = m.root_id
            ), approvals as (
                delete from approval using (select distinct root_id from members) m where approval.root_run = m.root_id
            ), budgets as (
                delete from budget b using (select distinct root_id from members) m
                where b.scope = 'request' and b.reserved = 0
                and b.subject = any (array[m.root_id::text, m.root_id::text || '#configured'])
            )
            select count(*) from runs""";

    /// A number that no row carries any more says nothing.
    private static final String PROCESSES = """
            delete from process p where p.ended_at < now() - interval '1 day'
            and not exists (select 1 from run where owner = p.fence and state = 'RUNNING')
            and not exists (select 1 from effect where owner = p.fence and state in ('INTENDED', 'STARTED', 'IN_DOUBT'))""";

    private final RetentionConfig config;
    private final Database database;
    private final Time time;

    Pruning(RetentionConfig config, Database database, Time time) {
        this.config = config;
        this.database = database;
        this.time = time;
    }

    @Override
    public String name() {
        return "prune-runs";
    }

    @Override
    public String cron() {
        return "0 17 * * * *";
    }

    @Override
    public void run() {
        try {
            long deleted = old(time.nanos());
            database.update(PROCESSES);
            if (deleted > 0) {
                LOG.infof("%d old runs were deleted", deleted);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("old runs could not be deleted: " + e.getMessage(), e);
        }
    }

    /// @return how many runs were deleted
    private long old(long began) throws SQLException {
        Duration age = config.runs().isZero() ? LONGEST : config.runs();
        UUID old = config.runs().isZero() ? NONE : uuid(BORDER, age.toMillis());
        UUID surplus =
                config.maxRuns().isPresent() ? uuid(SURPLUS, config.maxRuns().getAsLong()) : NONE;
        if (old.equals(NONE) && surplus.equals(NONE)) {
            return 0;
        }
        long deleted = 0;
        long now;
        do {
            now = database.query(DELETE, row -> row.getLong(1), old, surplus, surplus, age.toMillis(), BATCH)
                    .getFirst();
            deleted += now;
        } while (now > 0 && time.since(began).compareTo(LONGEST_GO) < 0);
        if (now > 0) {
            LOG.warnf("more old runs than can be deleted in %s: the rest waits for the next hour", LONGEST_GO);
        }
        return deleted;
    }

    private UUID uuid(String query, long value) throws SQLException {
        return database.query(query, row -> row.getObject(1, UUID.class), value).stream()
                .findFirst()
                .orElse(NONE);
    }
}
