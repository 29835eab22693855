package dev.belay.health;

import dev.belay.platform.Pause;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/// Has gates share what they know on the database of the tests, as in a process.
public final class Sharing implements AutoCloseable {
    private final Exchange exchange;
    private final Thread thread;

    private Sharing(Exchange exchange) {
        this.exchange = exchange;
        this.thread = Thread.ofVirtual().start(exchange::run);
    }

    /// Returns when `health` knows what there is to know.
    public static Sharing of(Health health) {
        Sharing sharing = over(health, () -> TestDatabase.source().getConnection());
        Awaitility.await().until(health::linked);
        return sharing;
    }

    static Sharing over(Health health, Exchange.Opener opener) {
        var rhythm = new Exchange.Rhythm(Duration.ofSeconds(5), Duration.ofMillis(500));
        return new Sharing(new Exchange(health, opener, Pause.REAL, rhythm));
    }

    /// As if nothing had ever failed.
    public static void forget() throws SQLException {
        TestDatabase.database().update("delete from health");
    }

    @Override
    public void close() throws InterruptedException {
        exchange.close();
        thread.join();
    }
}
