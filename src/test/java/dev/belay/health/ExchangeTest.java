package dev.belay.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.Subject;
import dev.belay.health.SharedGate.Leave;
import dev.belay.support.TcpProxy;
import dev.belay.support.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/// Processes that share a database, each with a connection of its own to a real one.
@Timeout(60)
class ExchangeTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Subject subject = Subject.model(UUID.randomUUID().toString());
    private final List<AutoCloseable> open = new ArrayList<>();
    private Terms terms = new Terms(Duration.ofMillis(300), 1, Duration.ofSeconds(5));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void whatOneFindsOutAllKnowWithinASecond() {
        terms = new Terms(Duration.ofHours(1), 1, Duration.ofSeconds(5));
        Replica finder = linked("finder");
        Replica other = linked("other");

        finder.gate.local(Breaker.OPEN);

        within(A_SECOND, () -> other.gate.ask() == Leave.REFUSED);
        assertThat(other.gate.state()).isEqualTo(Breaker.OPEN);
    }

    @Test
    void afterARecoveryItIsClosedEverywhereWithinASecond() {
        Replica finder = linked("finder");
        Replica other = linked("other");
        finder.gate.local(Breaker.OPEN);
        await().until(() -> other.gate.ask() == Leave.PROBE);

        other.gate.probed(true);

        within(A_SECOND, () -> finder.gate.state() == Breaker.CLOSED && other.gate.state() == Breaker.CLOSED);
        assertThat(finder.gate.ask()).isEqualTo(Leave.FREE);
    }

    @Test
    void oneProbeAtATimeHoweverManyAsk() {
        List<Replica> crowd = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            crowd.add(linked("crowd-" + i));
        }
        crowd.getFirst().gate.local(Breaker.OPEN);
        crowd.forEach(one -> await().until(() -> one.gate.state() != Breaker.CLOSED));

        for (int round = 0; round < 4; round++) {
            List<Replica> probing = new ArrayList<>();
            await().pollInterval(Duration.ofMillis(20)).until(() -> probes(crowd, probing));
            await().during(Duration.ofMillis(600))
                    .until(() -> crowd.stream().allMatch(one -> one.gate.ask() == Leave.REFUSED));
            probing.getFirst().gate.probed(false);
        }
    }

    @Test
    void asManyProbesMustSucceedAsConfigured() {
        terms = new Terms(Duration.ofMillis(300), 2, Duration.ofSeconds(5));
        Replica finder = linked("finder");
        finder.gate.local(Breaker.OPEN);
        await().until(() -> finder.gate.ask() == Leave.PROBE);
        finder.gate.probed(true);
        await().until(() -> finder.gate.ask() == Leave.PROBE);
        finder.gate.probed(true);

        await().until(() -> finder.gate.state() == Breaker.CLOSED);
    }

    @Test
    void aRightThatNobodyUsesGoesToAnother() {
        terms = new Terms(Duration.ofMillis(300), 1, Duration.ofMillis(400));
        Replica idle = linked("idle");
        Replica busy = linked("busy");
        idle.gate.local(Breaker.OPEN);
        await().until(() -> idle.gate.state() == Breaker.HALF_OPEN);
        idle.gate.ask();
        await().until(() -> idle.gate.wish().isEmpty());

        within(Duration.ofSeconds(2), () -> busy.gate.ask() == Leave.PROBE);
    }

    @Test
    void goesOnAloneWhileTheDatabaseIsAwayAndSharesAgainAfterwards() throws SQLException {
        PGSimpleDataSource real = (PGSimpleDataSource) TestDatabase.source();
        TcpProxy proxy = keep(TcpProxy.to("127.0.0.1", real.getPortNumbers()[0]));
        String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres";
        Replica cut = keep(new Replica(
                "cut", subject, terms, () -> DriverManager.getConnection(url + "?loginTimeout=1", "postgres", "")));
        Replica other = linked("other");
        await().until(cut.health::linked);

        proxy.hold();
        await().atMost(Duration.ofSeconds(8)).until(() -> !cut.health.linked());
        other.gate.local(Breaker.OPEN);
        await().until(() -> other.gate.state() != Breaker.CLOSED);
        assertThat(cut.gate.ask()).isEqualTo(Leave.FREE);
        proxy.cut();
        proxy.resume();

        await().until(() -> cut.gate.state() != Breaker.CLOSED);
    }

    @Test
    void whatWasFoundOutAloneIsSharedAfterwards() throws Exception {
        Replica other = linked("other");
        Replica alone = keep(new Replica("alone", subject, terms, new Exchange.Opener() {
            private int tries;

            @Override
            public java.sql.Connection open() throws SQLException {
                if (tries++ < 2) {
                    throw new SQLException("away");
                }
                return TestDatabase.source().getConnection();
            }
        }));
        alone.gate.local(Breaker.OPEN);

        await().until(() -> other.gate.state() != Breaker.CLOSED);
    }

    private static boolean probes(List<Replica> crowd, List<Replica> probing) {
        for (Replica one : crowd) {
            if (one.gate.ask() == Leave.PROBE) {
                probing.add(one);
            }
        }
        assertThat(probing).hasSizeLessThan(2);
        return !probing.isEmpty();
    }

    private Replica linked(String name) {
        Replica replica = keep(
                new Replica(name, subject, terms, () -> TestDatabase.source().getConnection()));
        await().until(replica.health::linked);
        return replica;
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(one);
        return one;
    }

    private static void within(Duration limit, Callable<Boolean> what) {
        await().pollInterval(Duration.ofMillis(5)).atMost(limit).until(what);
    }
}
