package dev.belay.budget.store;

import dev.belay.budget.Account;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Standing;
import dev.belay.platform.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// Reservations, each in one statement: the rows concerned are locked in the order of their keys and looked at as they
/// are then, and all of them are written, or none.
final class ReserveTable {
    /// Sent ahead of the first reservation from an account, in one go with it.
    private static final String OPEN = """
            insert into budget (key, scope, subject, period, measure, caller_id, allowed)
            select key, scope, subject, period, measure, caller_id, allowed::numeric
            from unnest(?, ?, ?, ?, ?, ?, ?) as a (key, scope, subject, period, measure, caller_id, allowed)
            order by key collate "C" on conflict (key) do nothing;
            """;

    /// `n` is how many tokens may be written: as many as are wanted, or as the tightest budget allows. Of what nobody
    /// knows how much it will be, half of what is free is set aside at most: others may want some meanwhile.
    private static final String RESERVE = """
            with want as (
                select key, allowed::numeric as allowed, base::numeric as base, each::numeric as each,
                    high::numeric as high
                from unnest(?, ?, ?, ?, ?) as w (key, allowed, base, each, high)
            ), locked as (
                select b.key, coalesce(w.allowed, b.allowed) as allowed, b.spent, b.presumed, b.reserved, b.over,
                    b.told, w.base, w.each, w.high,
                    coalesce(w.allowed, b.allowed) - b.spent - b.reserved - b.over as free
                from budget b join want w on w.key = b.key
                order by b.key for update of b
            ), judged as (
                select l.*,
                    case when free < base then -1 when each > 0 then div(free - base, each) else ? end as room,
                    case when free + reserved < base then -1
                        when each > 0 then div(free + reserved - base, each) else ? end as at_best
                from locked l
            ), granted as (
                select least(min(room), ?) as n from judged having count(*) = ? and min(room) >= ?
            ), shares as (
                select j.*, g.n,
                    case when g.n is null then 0 when each > 0 then base + each * g.n
                        when free < 2 * base then least(high, free)
                        else least(high, greatest(base, trunc(free / 2, 3))) end as held
                from judged j left join granted g on true
            ), written as (
                update budget b set
                    allowed = greatest(s.allowed, b.spent + b.reserved + s.held),
                    reserved = b.reserved + s.held,
                    told = case when s.n is null then 100 when s.allowed > b.allowed then 0 else b.told end,
                    touched_at = now()
                from shares s
                where b.key = s.key and (s.n is not null or (s.at_best < ? and s.told < 100))
            ), kept as (
                insert into reservation (id, owner, root_run, keys, held)
                select ?, ?, ?, array_agg(key), array_agg(held) from shares where n is not null having count(*) > 0
            )
            select key, allowed, spent, presumed, reserved, over, held, n, room, at_best,
                n is null and at_best < ? and told < 100 as used_up
            from shares""";

    private final Database database;

    ReserveTable(Database database) {
        this.database = database;
    }

    /// Who reserves, and for which tree of runs.
    record Reserver(String id, long fence, String rootId) {}

    /// @param grant `null` if rows are missing: nothing was written then
    /// @param usedUp accounts of which this was the first to find that they are used up
    record Answer(Grant grant, List<Standing> usedUp) {}

    /// @param opening whether the rows may be missing
    Answer reserve(Reserver who, List<Account> accounts, Need need, boolean opening) throws SQLException {
        Map<String, Account> byKey = new HashMap<>();
        accounts.forEach(account -> byKey.put(account.key(), account));
        List<Object> values = new ArrayList<>();
        if (opening) {
            values.addAll(opened(accounts));
        }
        values.addAll(wanted(accounts, need));
        List<Row> rows = database.query(
                opening ? OPEN + RESERVE : RESERVE, row -> row(row, byKey), bound(values, who, accounts.size(), need));
        if (rows.size() < accounts.size()) {
            return new Answer(null, List.of());
        }
        List<Standing> usedUp =
                rows.stream().filter(Row::usedUp).map(Row::standing).toList();
        return new Answer(grant(who, rows, need), usedUp);
    }

    private static Object[] bound(List<Object> values, Reserver who, int accounts, Need need) {
        values.addAll(List.of(need.most(), need.most(), need.most(), accounts, need.wanted(), need.least()));
        values.addAll(List.of(UUID.fromString(who.id()), who.fence(), UUID.fromString(who.rootId()), need.least()));
        return values.toArray();
    }

    private static List<Object> opened(List<Account> accounts) {
        return List.of(
                column(accounts, Account::key),
                column(accounts, account -> account.scope().word()),
                column(accounts, Account::subject),
                column(accounts, Account::period),
                column(accounts, account -> account.measure().word()),
                column(accounts, Account::caller),
                column(accounts, account -> account.limit().toString()));
    }

    private static List<Object> wanted(List<Account> accounts, Need need) {
        Function<Account, Need.Part> part = account -> need.parts().get(account.measure());
        return List.of(
                column(accounts, Account::key),
                column(
                        accounts,
                        account -> account.own() ? null : account.limit().toPlainString()),
                column(accounts, account -> part.apply(account).base().toPlainString()),
                column(accounts, account -> part.apply(account).each().toPlainString()),
                column(accounts, account -> part.apply(account).high().toPlainString()));
    }

    private static String[] column(List<Account> accounts, Function<Account, String> value) {
        return accounts.stream().map(value).toArray(String[]::new);
    }

    private static Grant grant(Reserver who, List<Row> rows, Need need) {
        BigDecimal tokens = rows.getFirst().tokens();
        if (tokens == null) {
            BigDecimal wanted = BigDecimal.valueOf(need.wanted());
            List<Row> tight = rows.stream()
                    .filter(row -> row.room().compareTo(wanted) < 0)
                    .toList();
            boolean mayFree = tight.stream().allMatch(row -> row.atBest().compareTo(wanted) >= 0);
            return new Grant.Refused(tight.stream().map(Row::standing).toList(), mayFree);
        }
        Map<Measure, BigDecimal> held = new EnumMap<>(Measure.class);
        rows.forEach(row -> held.merge(row.standing().account().measure(), row.held(), BigDecimal::min));
        return new Grant.Held(who.id(), tokens.longValueExact(), held);
    }

    private static Row row(ResultSet row, Map<String, Account> accounts) throws SQLException {
        Account account = accounts.get(row.getString("key"));
        Account now = new Account(
                account.scope(),
                account.subject(),
                account.period(),
                account.measure(),
                account.caller(),
                row.getBigDecimal("allowed"));
        return new Row(
                new Standing(
                        now,
                        row.getBigDecimal("spent"),
                        row.getBigDecimal("presumed"),
                        row.getBigDecimal("reserved"),
                        row.getBigDecimal("over")),
                row.getBigDecimal("held"),
                row.getBigDecimal("n"),
                row.getBigDecimal("room"),
                row.getBigDecimal("at_best"),
                row.getBoolean("used_up"));
    }

    /// @param standing before the reservation
    /// @param tokens that may be written, `null` if the reservation was refused
    /// @param room tokens for which this account has room; negative if it does not even have it for the prompt
    /// @param atBest the same, if all that is set aside came back
    private record Row(
            Standing standing,
            BigDecimal held,
            BigDecimal tokens,
            BigDecimal room,
            BigDecimal atBest,
            boolean usedUp) {}
}
