package dev.belay.journal.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.TcpProxy;
import dev.belay.support.TestDatabase;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A lease is kept through whatever can go wrong on the way to the database, while the database lives.
class PulseTest {
    private static final Duration LENGTH = Duration.ofMillis(1500);
    private static final Duration LONGER = LENGTH.multipliedBy(2);

    private final Workers workers = new Workers();
    private final List<Long> lost = new ArrayList<>();
    private final ProcessTable others = new ProcessTable(TestDatabase.database());
    private AgroalDataSource pool;
    private ProcessLease lease;

    @BeforeEach
    void begin() {
        pool = TestDatabase.pooled(1);
        lease = new ProcessLease(new ProcessTable(new Database(pool)), Time.SYSTEM, LENGTH, "pulse");
    }

    @AfterEach
    void end() {
        workers.close();
        pool.close();
    }

    @Test
    void whoeverHoldsThePoolDoesNotHoldTheLease() throws SQLException {
        long fence = lease.fence();
        try (Line line = new Line(TestDatabase.source()::getConnection);
                Connection all = pool.getConnection()) {
            assertThat(all.isValid(1)).isTrue();
            start(line);

            staysHeld(fence);
        }
    }

    @Test
    void aConnectionThatFallsSilentIsGivenUp() throws SQLException {
        AtomicInteger opened = new AtomicInteger();
        long fence = lease.fence();
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", TestDatabase.port());
                Line line = new Line(() -> opened.getAndIncrement() == 0
                        ? DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres?user=postgres")
                        : TestDatabase.source().getConnection())) {
            start(line);
            await().until(() -> opened.get() == 1 && expiresIn(fence) > LENGTH.toMillis() / 2);
            proxy.hold();

            staysHeld(fence);
            assertThat(opened).hasValueGreaterThan(1);
        }
    }

    @Test
    void aConnectionThatIsOpenedForEverIsNotWaitedFor() throws SQLException {
        AtomicInteger opened = new AtomicInteger();
        long fence = lease.fence();
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", TestDatabase.port());
                Line line = new Line(() -> opened.getAndIncrement() == 0
                        ? DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres?user=postgres")
                        : TestDatabase.source().getConnection())) {
            proxy.hold();
            start(line);

            staysHeld(fence);
        }
    }

    @Test
    void aListenerThatFailsEndsNothing() {
        List<Long> heard = new ArrayList<>();
        lease.onLoss(_ -> {
            throw new IllegalStateException("cannot hear");
        });
        lease.onLoss(heard::add);
        long first = lease.fence();
        try (Line line = new Line(TestDatabase.source()::getConnection)) {
            start(line);
            TestDatabase.dies(first);
            await().until(() -> heard.contains(first));

            staysHeld(lease.fence());
        }
    }

    @Test
    void whatGoesWrongUnexpectedlyIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        long fence = lease.fence();
        try (Line line = new Line(TestDatabase.source()::getConnection)) {
            start((number, length) -> {
                if (tries.incrementAndGet() == 1) {
                    throw new IllegalStateException("unexpected");
                }
                return line.renew(number, length);
            });

            staysHeld(fence);
        }
    }

    private void start(ProcessLease.Renewal line) {
        lease.onLoss(lost::add);
        new Pulse(lease, line, Time.SYSTEM, workers, LENGTH).start();
    }

    /// Others end whatever is overdue, as they would.
    private void staysHeld(long fence) {
        lost.clear();
        await().atMost(LONGER.multipliedBy(2)).during(LONGER).until(() -> {
            others.endOverdue(0);
            return lost.isEmpty() && lease.fence() == fence && expiresIn(fence) > 0;
        });
        assertThat(lost).isEmpty();
    }

    /// Milliseconds; 0 if the lease was ended.
    private static long expiresIn(long fence) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select extract(epoch from expires_at - now()) * 1000 from process"
                                + " where fence = ? and ended_at is null",
                        row -> row.getLong(1),
                        fence)
                .stream()
                .findFirst()
                .orElse(0L);
    }
}
