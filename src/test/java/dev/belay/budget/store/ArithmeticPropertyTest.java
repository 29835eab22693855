package dev.belay.budget.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.budget.Account;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Spent;
import dev.belay.budget.Standing;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import io.agroal.api.AgroalDataSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is reserved, settled and raised in whichever order: the rows say what plain addition says.
class ArithmeticPropertyTest {
    private static final int STEPS = 80;

    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final String root = ids.run();
    private final long fence = TestDatabase.process();
    private final AgroalDataSource connections = TestDatabase.pooled(1);
    private final Database database = new Database(connections);
    private final ReserveTable reservations = new ReserveTable(database);
    private final SettleTable settlements = new SettleTable(database);
    private final BudgetTable table = new BudgetTable(database);
    private final List<Expected> accounts = new ArrayList<>();
    private final Map<String, Map<Expected, BigDecimal>> open = new HashMap<>();
    private final List<String> settled = new ArrayList<>();
    private boolean opened;

    @AfterEach
    void close() {
        connections.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theRowsSayWhatAdditionSays(long seed) throws SQLException {
        Random random = new Random(seed);
        accounts.add(new Expected(account(Account.Scope.REQUEST, Measure.USD, "0.2"), "0.2"));
        accounts.add(new Expected(account(Account.Scope.CALLER, Measure.USD, "0.22"), "0.22"));
        accounts.add(new Expected(account(Account.Scope.SESSION, Measure.TOKENS, "9000"), "9000"));
        accounts.add(new Expected(account(Account.Scope.CALLER, Measure.MODEL_CALLS, "60"), "60"));
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> reserve(random, random.nextInt(10) == 0);
                case 4, 5, 6 -> settle(random);
                default -> raise(random);
            }
            for (Expected each : accounts) {
                each.check(database, step);
            }
        }
        assertThat(settled).as("something happened").hasSizeGreaterThan(5);
    }

    private void reserve(Random random, boolean opening) throws SQLException {
        long prompt = random.nextInt(300);
        BigDecimal price = BigDecimal.valueOf(1 + random.nextInt(30), 6);
        Need need = new Need(
                Map.of(
                        Measure.USD, Need.Part.written(price.multiply(BigDecimal.valueOf(prompt)), price),
                        Measure.TOKENS, Need.Part.written(BigDecimal.valueOf(prompt), BigDecimal.ONE),
                        Measure.MODEL_CALLS, Need.Part.fixed(1)),
                1 + random.nextInt(100),
                100 + random.nextInt(900));
        long tokens = need.most();
        for (Expected each : accounts) {
            tokens = Math.min(tokens, each.room(need));
        }
        String id = ids.run();
        List<Account> all = accounts.stream().map(each -> each.account).toList();
        Grant grant = reservations
                .reserve(new ReserveTable.Reserver(id, fence, root), all, need, opening || !opened)
                .grant();
        opened = true;
        if (tokens < need.least()) {
            assertThat(grant).isInstanceOf(Grant.Refused.class);
            return;
        }
        assertThat(((Grant.Held) grant).tokens()).isEqualTo(tokens);
        Map<Expected, BigDecimal> parts = new HashMap<>();
        for (Expected each : accounts) {
            Need.Part part = need.parts().get(each.account.measure());
            BigDecimal held = part.base().add(part.each().multiply(BigDecimal.valueOf(tokens)));
            each.reserved = each.reserved.add(held);
            parts.put(each, held);
        }
        open.put(id, parts);
    }

    /// Sometimes a second time, sometimes for more than was reserved, sometimes not knowing.
    private void settle(Random random) throws SQLException {
        if (!settled.isEmpty() && random.nextInt(4) == 0) {
            settlements.settle(settled.get(random.nextInt(settled.size())), Spent.UNKNOWN);
            return;
        }
        if (open.isEmpty()) {
            return;
        }
        String id = open.keySet().stream().sorted().toList().get(random.nextInt(open.size()));
        boolean unknown = random.nextInt(4) == 0;
        BigDecimal usd = BigDecimal.valueOf(random.nextInt(12_000), 6);
        BigDecimal tokens = BigDecimal.valueOf(random.nextInt(800));
        settlements.settle(
                id, unknown ? Spent.UNKNOWN : new Spent(Map.of(Measure.USD, usd, Measure.TOKENS, tokens), false));
        open.remove(id).forEach((each, held) -> {
            BigDecimal used = unknown
                    ? held
                    : switch (each.account.measure()) {
                        case USD -> usd;
                        case TOKENS -> tokens;
                        case MODEL_CALLS, TOOL_CALLS, SECONDS -> held;
                    };
            each.reserved = each.reserved.subtract(held);
            each.use(used);
        });
        settled.add(id);
    }

    private void raise(Random random) throws SQLException {
        Expected own = accounts.getFirst();
        BigDecimal wanted = own.allowed.add(BigDecimal.valueOf(random.nextInt(2000) - 500, 5));
        table.raise(own.account.key(), wanted.max(BigDecimal.ZERO));
        if (wanted.compareTo(own.allowed) > 0 && opened) {
            own.allowed = wanted;
            BigDecimal over = own.over;
            own.over = BigDecimal.ZERO;
            own.use(over);
        }
    }

    private Account account(Account.Scope scope, Measure measure, String limit) {
        return new Account(scope, root, Account.TOTAL, measure, "test", new BigDecimal(limit));
    }

    /// One account by plain addition.
    private static final class Expected {
        private final Account account;
        private BigDecimal allowed;
        private BigDecimal spent = BigDecimal.ZERO;
        private BigDecimal reserved = BigDecimal.ZERO;
        private BigDecimal over = BigDecimal.ZERO;

        Expected(Account account, String allowed) {
            this.account = account;
            this.allowed = new BigDecimal(allowed);
        }

        long room(Need need) {
            Need.Part part = need.parts().get(account.measure());
            BigDecimal free = allowed.subtract(spent).subtract(reserved).subtract(over);
            if (free.compareTo(part.base()) < 0) {
                return -1;
            }
            return part.each().signum() == 0
                    ? need.most()
                    : free.subtract(part.base())
                            .divide(part.each(), 0, RoundingMode.FLOOR)
                            .longValue();
        }

        void use(BigDecimal amount) {
            BigDecimal room = allowed.subtract(reserved).subtract(spent);
            BigDecimal within = amount.min(room);
            spent = spent.add(within);
            over = over.add(amount.subtract(within));
        }

        void check(Database database, int step) throws SQLException {
            List<Standing> rows = database.query(
                    "select " + Rows.COLUMNS + " from budget b where key = ?", Rows::standing, account.key());
            if (rows.isEmpty()) {
                return;
            }
            Standing row = rows.getFirst();
            String what = account.key() + " after step " + step;
            assertThat(row.spent()).as("spent " + what).isEqualByComparingTo(spent);
            assertThat(row.reserved()).as("reserved " + what).isEqualByComparingTo(reserved);
            assertThat(row.over()).as("over " + what).isEqualByComparingTo(over);
            assertThat(row.account().limit()).as("limit " + what).isEqualByComparingTo(allowed);
            assertThat(row.spent().add(row.reserved()))
                    .isLessThanOrEqualTo(row.account().limit());
        }
    }
}
