package dev.belay.budget.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belay.budget.Account;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Spent;
import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.TestDatabase;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of a reservation of which nobody knows whether it was made.
class TillTest {
    private static final int IMPATIENT_MILLIS = 100;
    /// Longer than what is waited for here may take.
    private static final List<Duration> LATE = Collections.nCopies(1_000, Duration.ofMillis(20));

    private final Workers workers = new Workers();
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final String root = ids.run();
    private final long fence = TestDatabase.process();
    private final Account account =
            new Account(Account.Scope.REQUEST, root, Account.TOTAL, Measure.TOOL_CALLS, "test", BigDecimal.ONE);
    private final AtomicInteger looked = new AtomicInteger();
    private final SettleTable settlements = new SettleTable(new Database(connecting(connection -> {
        looked.incrementAndGet();
        return connection;
    })));

    @AfterEach
    void close() {
        workers.close();
    }

    /// The server is held up until the reservation was looked for in vain, and commits it then.
    @Test
    void whatIsCommittedLateIsGivenBackAllTheSame() throws SQLException {
        Till sound = till(TestDatabase.database());
        sound.settle(held(sound), Spent.NOTHING, _ -> {});
        Row before = row();
        int looks = looked.get();
        Till impatient = till(new Database(connecting(connection -> {
            // Gives a statement up as a socket's timeout does: the server goes on with it.
            connection.setNetworkTimeout(Runnable::run, IMPATIENT_MILLIS);
            return connection;
        })));
        try (Connection other = TestDatabase.source().getConnection()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("select 1 from budget where key = ? for update")) {
                lock.setString(1, account.key());
                lock.execute();
            }
            assertThatThrownBy(() -> held(impatient)).isInstanceOf(JournalUnavailable.class);
            await().until(() -> looked.get() > looks);
            assertThat(row()).as("the reservation is not made yet").isEqualTo(before);
            other.commit();
        }
        await().untilAsserted(() -> {
            assertThat(row().touched()).as("it was made").isAfter(before.touched());
            assertThat(row().reserved()).as("it was given back").isZero();
        });
        assertThat(held(sound)).as("whoever wants the call").isNotNull();
    }

    private Till till(Database database) {
        var clock = new Till.Clock(Time.SYSTEM, ids);
        var lease = new BudgetsForTests.Held(fence);
        return new Till(new ReserveTable(database), settlements, lease, clock, workers, _ -> {}, LATE);
    }

    private String held(Till till) {
        return ((Grant.Held)
                        till.reserve(root, List.of(account), Need.toolCall()).grant())
                .id();
    }

    private Row row() throws SQLException {
        return TestDatabase.database()
                .query(
                        "select reserved, touched_at from budget where key = ?",
                        row -> new Row(row.getInt(1), row.getObject(2, OffsetDateTime.class)),
                        account.key())
                .getFirst();
    }

    private record Row(int reserved, OffsetDateTime touched) {}

    private interface Opened {
        Connection of(Connection connection) throws SQLException;
    }

    private static DataSource connecting(Opened opened) {
        DataSource real = TestDatabase.source();
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
                    Object result = method.invoke(real, arguments);
                    return result instanceof Connection connection ? opened.of(connection) : result;
                });
    }
}
