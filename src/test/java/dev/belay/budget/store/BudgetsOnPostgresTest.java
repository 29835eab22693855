package dev.belay.budget.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.budget.Account;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Spent;
import dev.belay.budget.Standing;
import dev.belay.exchange.BelayEvent;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.Plans;
import dev.belay.support.TestDatabase;
import io.agroal.api.AgroalDataSource;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the statements promise: nobody spends more than there is, however many there are.
class BudgetsOnPostgresTest {
    private static final BigDecimal PER_TOKEN = new BigDecimal("0.00001");

    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final String root = ids.run();
    private final long fence = TestDatabase.process();

    @Test
    void thoseOfARequestAreFoundWithoutReadingAll() throws Exception {
        assertThat(Plans.of(BudgetTable.OF_REQUEST, (Object) new String[] {root}))
                .contains("budget_request")
                .doesNotContain("Seq Scan");
    }

    @Test
    void nobodySpendsMoreThanADollarHoweverManyThereAre() throws Exception {
        List<Account> accounts = List.of(
                account(Account.Scope.CALLER, "2026-11-21", "1"),
                account(Account.Scope.REQUEST, Account.TOTAL, "1"),
                account(Account.Scope.INSTALLATION, "2026-11", "1.5"));
        ConcurrentLinkedQueue<BigDecimal> spent = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        List<Database> processes = IntStream.range(0, 3)
                .mapToObj(_ -> TestDatabase.pooled(16))
                .map(Database::new)
                .toList();
        try (var branches = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> work = IntStream.range(0, 64)
                    .<Callable<Void>>mapToObj(branch -> () -> {
                        spend(processes.get(branch % 3), shuffled(accounts, branch), branch, spent, refused);
                        return null;
                    })
                    .toList();
            for (Future<Void> end : branches.invokeAll(work)) {
                end.get();
            }
        } finally {
            processes.forEach(process -> ((AgroalDataSource) process.source()).close());
        }

        BigDecimal sum = spent.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(refused).as("there were more wishes than money").hasPositiveValue();
        assertThat(sum).isLessThanOrEqualTo(BigDecimal.ONE).isGreaterThan(new BigDecimal("0.9"));
        for (Account account : accounts) {
            assertThat(row(account)).satisfies(row -> {
                assertThat(row.spent()).as("to the cent, and beyond").isEqualByComparingTo(sum);
                assertThat(row.reserved()).isEqualByComparingTo("0");
                assertThat(row.over()).isEqualByComparingTo("0");
            });
        }
    }

    /// Twenty calls, each of which uses some of what it was given.
    private void spend(
            Database process,
            List<Account> accounts,
            int seed,
            ConcurrentLinkedQueue<BigDecimal> spent,
            AtomicInteger refused)
            throws SQLException {
        ReserveTable reservations = new ReserveTable(process);
        SettleTable settlements = new SettleTable(process);
        Random random = new Random(seed);
        for (int call = 0; call < 20; call++) {
            Need need = tokens(100 + random.nextInt(200), 64, 500 + random.nextInt(4000));
            var who = new ReserveTable.Reserver(ids.run(), fence, root);
            switch (reservations.reserve(who, accounts, need, call == 0).grant()) {
                case Grant.Refused _ -> refused.incrementAndGet();
                case Grant.Held held -> {
                    BigDecimal part = BigDecimal.valueOf(random.nextInt(101), 2);
                    BigDecimal used = held.held().get(Measure.USD).multiply(part);
                    Spent told = new Spent(Map.of(Measure.USD, used), false);
                    settlements.settle(held.id(), told);
                    settlements.settle(held.id(), told);
                    spent.add(used);
                }
            }
        }
    }

    @Test
    void theTightestBudgetSaysHowMuchMayBeWritten() throws SQLException {
        Account loose = account(Account.Scope.CALLER, "2026-11-22", "1");
        Account tight = account(Account.Scope.REQUEST, Account.TOTAL, "0.004");
        Grant.Held held = (Grant.Held) reserve(List.of(loose, tight), tokens(100, 64, 4096), true);

        assertThat(held.tokens()).isEqualTo(300);
        assertThat(held.held().get(Measure.USD)).isEqualByComparingTo("0.004");
        assertThat(row(loose).reserved()).isEqualByComparingTo("0.004");
        Grant.Refused refused = (Grant.Refused) reserve(List.of(loose, tight), tokens(100, 64, 4096), false);
        assertThat(refused.mayFree()).as("what is set aside may come back").isTrue();
        assertThat(refused.tight()).singleElement().satisfies(standing -> assertThat(standing.told())
                .isEqualTo("$0 of $0.004 left in the budget of the request"));
        assertThat(row(loose).reserved()).as("all or none").isEqualByComparingTo("0.004");
    }

    @Test
    void whatOneWantsInPartIsLeftToOthersInPart() throws SQLException {
        Account account =
                new Account(Account.Scope.REQUEST, root, Account.TOTAL, Measure.SECONDS, "test", new BigDecimal(60));
        Need seconds = new Need(Map.of(Measure.SECONDS, Need.Part.upTo(new BigDecimal(60))), 0, 0);
        List<String> held = new ArrayList<>();
        while (reserve(List.of(account), seconds, held.isEmpty()) instanceof Grant.Held one) {
            held.add(one.held().get(Measure.SECONDS).stripTrailingZeros().toPlainString());
            assertThat(row(account).reserved()).isLessThanOrEqualTo(new BigDecimal(60));
        }
        assertThat(held).containsExactly("30", "15", "7.5", "3.75", "1.875", "1.875");
        assertThat(row(account).left()).isEqualByComparingTo("0");
    }

    /// Of a model whose answers are free, as in smallest amounts.
    @Test
    void whatIsCertainIsSetAsideWhole() throws SQLException {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "0.0015");
        Need need = new Need(Map.of(Measure.USD, Need.Part.written(new BigDecimal("0.0001"), BigDecimal.ZERO)), 64, 64);
        Grant.Held held = (Grant.Held) reserve(List.of(account), need, true);
        assertThat(held.held().get(Measure.USD)).isEqualByComparingTo("0.0001");
        assertThat(row(account).reserved()).isEqualByComparingTo("0.0001");
    }

    @Test
    void whatIsWantedWholeIsNotGivenInPart() throws SQLException {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "0.004");
        Need part = tokens(100, 64, 1000);
        Need whole = new Need(part.parts(), part.least(), part.most(), true);
        ReserveTable.Answer no = answer(List.of(account), whole, true);

        assertThat(no.grant()).isInstanceOfSatisfying(Grant.Refused.class, refused -> {
            assertThat(refused.mayFree()).isFalse();
            assertThat(refused.tight()).hasSize(1);
        });
        assertThat(no.usedUp()).as("it is not used up").isEmpty();
        assertThat(((Grant.Held) reserve(List.of(account), part, false)).tokens())
                .isEqualTo(300);
    }

    @Test
    void whatIsBilledBeyondTheLimitIsCountedApart() throws SQLException {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "0.01");
        Grant.Held held = (Grant.Held) reserve(List.of(account), tokens(0, 64, 1000), true);
        new SettleTable(TestDatabase.database())
                .settle(held.id(), new Spent(Map.of(Measure.USD, new BigDecimal("0.013")), false));

        assertThat(row(account).spent()).isEqualByComparingTo("0.01");
        assertThat(row(account).over()).isEqualByComparingTo("0.003");
        BudgetTable table = new BudgetTable(TestDatabase.database());
        table.raise(account.key(), new BigDecimal("0.02"));
        assertThat(row(account).spent()).isEqualByComparingTo("0.013");
        assertThat(row(account).over()).isEqualByComparingTo("0");
        assertThat(row(account).left()).isEqualByComparingTo("0.007");
        table.raise(account.key(), new BigDecimal("0.005"));
        assertThat(row(account).account().limit()).as("never less").isEqualByComparingTo("0.02");
    }

    @Test
    void lessThanNothingIsNothing() throws SQLException {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "0.01");
        Grant.Held held = (Grant.Held) reserve(List.of(account), tokens(0, 64, 1000), true);
        new SettleTable(TestDatabase.database())
                .settle(held.id(), new Spent(Map.of(Measure.USD, new BigDecimal("-0.5")), false));

        assertThat(row(account).spent()).isEqualByComparingTo("0");
        assertThat(row(account).reserved()).isEqualByComparingTo("0");
    }

    /// A gigabyte, if it were written out.
    @Test
    void aLimitThatNobodyMeansIsRefusedByTheDatabase() {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "1e-999999999");
        assertThatThrownBy(() -> reserve(List.of(account), tokens(0, 1, 1), true))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() ->
                        new BudgetTable(TestDatabase.database()).raise(account.key(), new BigDecimal("1e-999999999")))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void whatADeadProcessSetAsideIsSpentAndSettledOnce() throws SQLException {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "0.01");
        Grant.Held held = (Grant.Held) reserve(List.of(account), tokens(0, 64, 400), true);
        SettleTable settlements = new SettleTable(TestDatabase.database());
        assertThat(settlements.ofDead(root, 10)).isEmpty();

        TestDatabase.dies(fence);
        assertThat(settlements.ofDead(root, 10)).containsExactly(new SettleTable.Left(held.id(), root));
        settlements.settle(held.id(), Spent.UNKNOWN);
        settlements.settle(held.id(), new Spent(Map.of(Measure.USD, BigDecimal.ZERO), false));

        assertThat(settlements.ofDead(root, 10)).isEmpty();
        assertThat(row(account).spent()).isEqualByComparingTo("0.004");
        assertThat(row(account).presumed()).isEqualByComparingTo("0.004");
        assertThat(row(account).reserved()).isEqualByComparingTo("0");
    }

    @Test
    void eachMarkIsReachedOnce() throws SQLException {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "0.01");
        SettleTable settlements = new SettleTable(TestDatabase.database());
        List<Integer> percents = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            if (reserve(List.of(account), tokens(0, 100, 100), i == 0) instanceof Grant.Held held) {
                settlements.settle(held.id(), Spent.called()).forEach(reached -> percents.add(reached.percent()));
            }
        }
        assertThat(percents).containsExactly(80);
        assertThat(answer(List.of(account), tokens(0, 200, 200), false).usedUp())
                .hasSize(1);
        assertThat(answer(List.of(account), tokens(0, 200, 200), false).usedUp())
                .isEmpty();
    }

    @Test
    void whatDeadProcessesUsedUpIsAnnounced() throws SQLException {
        Account account = account(Account.Scope.CALLER, "2026-11-23", "0.01");
        Account shadows =
                new Account(Account.Scope.POLICY, "shadow/" + root, "2026-11-23", Measure.USD, null, BigDecimal.ONE);
        reserve(List.of(account), tokens(0, 64, 900), true);
        reserve(List.of(shadows), tokens(0, 64, 90_000), true);
        TestDatabase.dies(fence);
        List<BelayEvent> heard = new ArrayList<>();
        try (Workers workers = new Workers()) {
            Till till = BudgetsForTests.till(TestDatabase.database(), TestDatabase.process(), workers, heard::add);
            till.presume(root, 10);
            till.presume(root, 10);
        }
        assertThat(row(shadows).spent()).as("of shadows nobody hears").isEqualByComparingTo("0.9");
        assertThat(heard).containsExactly(new BelayEvent.BudgetReached(root, "caller", "usd", 80, account.key()));
    }

    @Test
    void aMarkThatIsReachedAtTheSecondTryIsAnnounced() throws Exception {
        Account account = account(Account.Scope.CALLER, "2026-11-24", "0.01");
        Grant.Held held = (Grant.Held) reserve(List.of(account), tokens(0, 64, 1000), true);
        TestDatabase.Counting counting = TestDatabase.counting();
        BlockingQueue<SettleTable.Reached> heard = new LinkedBlockingQueue<>();
        try (Workers workers = new Workers()) {
            Till till = BudgetsForTests.till(counting.database(), fence, workers, _ -> {});
            counting.trouble(TestDatabase.Counting.Trouble.AWAY);
            till.settle(held.id(), Spent.called(), heard::add);
            assertThat(heard).isEmpty();
            counting.trouble(TestDatabase.Counting.Trouble.NONE);
            assertThat(heard.poll(20, TimeUnit.SECONDS))
                    .isNotNull()
                    .extracting(SettleTable.Reached::percent)
                    .isEqualTo(100);
        }
    }

    @Test
    void aRowThatIsMissingIsSaidToBe() throws SQLException {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "0.01");
        assertThat(answer(List.of(account), tokens(0, 1, 1), false).grant()).isNull();
        assertThat(answer(List.of(account), tokens(0, 1, 1), true).grant()).isInstanceOf(Grant.Held.class);
    }

    @Test
    void eachIsOneStatement() throws SQLException {
        Account account = account(Account.Scope.REQUEST, Account.TOTAL, "0.01");
        TestDatabase.Counting counting = TestDatabase.counting();
        var who = new ReserveTable.Reserver(ids.run(), fence, root);
        new ReserveTable(counting.database()).reserve(who, List.of(account), tokens(0, 1, 1), true);
        new SettleTable(counting.database()).settle(who.id(), Spent.called());
        assertThat(counting.statements()).isEqualTo(2);
    }

    private Grant reserve(List<Account> accounts, Need need, boolean opening) throws SQLException {
        return answer(accounts, need, opening).grant();
    }

    private ReserveTable.Answer answer(List<Account> accounts, Need need, boolean opening) throws SQLException {
        var who = new ReserveTable.Reserver(ids.run(), fence, root);
        return new ReserveTable(TestDatabase.database()).reserve(who, accounts, need, opening);
    }

    private static Need tokens(long prompt, long least, long most) {
        BigDecimal base = PER_TOKEN.multiply(BigDecimal.valueOf(prompt));
        return new Need(Map.of(Measure.USD, Need.Part.written(base, PER_TOKEN)), least, most);
    }

    private Account account(Account.Scope scope, String period, String limit) {
        return new Account(scope, root, period, Measure.USD, "test", new BigDecimal(limit));
    }

    /// Locking in an order of its own must not be what keeps them apart.
    private static List<Account> shuffled(List<Account> accounts, int seed) {
        List<Account> order = new ArrayList<>(accounts);
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    private static Standing row(Account account) throws SQLException {
        return TestDatabase.database()
                .query("select " + Rows.COLUMNS + " from budget b where key = ?", Rows::standing, account.key())
                .getFirst();
    }
}
