package dev.belay.approval.store;

import dev.belay.approval.Approval.Vote;
import dev.belay.approval.ApprovalDesk.Filter;
import dev.belay.approval.ApprovalDesk.Statistics;
import dev.belay.platform.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What people see of the tables.
final class DeskTable {
    /// Ids grow with time, so the newest have the greatest.
    private static final String LIST = "select " + Stored.COLUMNS + """

            from approval a
            where (?::text is null or a.caller_id = ?) and (?::text is null or a.state = ?)
            and (?::text is null or a.reviewers = ?) and (?::uuid is null or a.id < ?)
            and (?::uuid is null or a.run_id = ? or a.root_run = ?)
            order by a.id desc limit ?""";

    private static final String SHOW = "select " + Stored.COLUMNS + """
            , r.request
            from approval a left join run r on r.id = a.run_id where a.id = ?""";

    private static final String VOTES =
            "select reviewer, verdict, notes, call_hash, at from approval_vote where approval = ? order by at";

    /// A call with a reviewer's arguments acts under a key of its own, and was not let through by itself.
    private static final String COUNT = """
            select
                count(*) filter (where state <> 'WITHDRAWN') as asked,
                count(*) filter (where state = 'PENDING') as pending,
                count(*) filter (where escalations > 0) as escalated,
                count(*) filter (where state in ('APPROVED', 'EDITED', 'ANSWERED')) as approved,
                count(*) filter (where state = 'REJECTED') as rejected,
                count(*) filter (where state = 'EXPIRED') as expired,
                extract(epoch from now() - min(created_at) filter (where state = 'PENDING')) as oldest,
                (select count(*) from effect e where state <> 'INTENDED' and not exists (
                    select 1 from approval a where a.root_run = e.root_run and (a.ledger_key = e.key
                        or (a.state = 'EDITED' and a.tool = e.tool and a.shown_arguments = e.arguments)))) as unasked
            from approval""";

    private static final String QUEUES =
            "select reviewers, count(*) from approval where state = 'PENDING' group by reviewers order by reviewers";

    private final Database database;

    DeskTable(Database database) {
        this.database = database;
    }

    /// @param callerId only what acts on their behalf; `null` for all
    List<Stored> list(String callerId, Filter filter, int limit) throws SQLException {
        String state = filter.state() == null ? null : filter.state().name();
        UUID before = uuid(filter.before());
        UUID run = uuid(filter.runId());
        return database.query(
                LIST,
                Stored::read,
                callerId,
                callerId,
                state,
                state,
                filter.reviewers(),
                filter.reviewers(),
                before,
                before,
                run,
                run,
                run,
                limit);
    }

    /// @param request the run's stored request, or `null`
    record Shown(Stored stored, String request) {}

    Optional<Shown> show(UUID id) throws SQLException {
        return database.query(SHOW, row -> new Shown(Stored.read(row), row.getString("request")), id).stream()
                .findFirst();
    }

    List<Vote> votes(UUID id) throws SQLException {
        return database.query(
                VOTES,
                row -> new Vote(
                        row.getString("reviewer"),
                        row.getString("verdict"),
                        row.getString("notes"),
                        row.getString("call_hash"),
                        Database.instant(row, "at")),
                id);
    }

    Statistics statistics() throws SQLException {
        Map<String, Long> queues = new LinkedHashMap<>();
        database.query(QUEUES, row -> queues.put(row.getString(1), row.getLong(2)));
        return database.query(COUNT, row -> {
                    long unasked = row.getLong("unasked");
                    long total = unasked + row.getLong("asked");
                    double oldest = row.getDouble("oldest");
                    boolean waits = row.getLong("pending") > 0;
                    return new Statistics(
                            total,
                            unasked,
                            row.getLong("pending"),
                            row.getLong("escalated"),
                            row.getLong("approved"),
                            row.getLong("rejected"),
                            row.getLong("expired"),
                            total == 0 ? null : (double) unasked / total,
                            queues,
                            waits ? Duration.ofMillis(Math.round(oldest * 1000)) : null);
                })
                .getFirst();
    }

    private static UUID uuid(String id) {
        return id == null ? null : UUID.fromString(id);
    }
}
