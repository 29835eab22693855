package dev.belay.platform.timer;

import com.github.kagkarlsson.scheduler.Clock;
import dev.belay.platform.Database;
import dev.belay.platform.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// The database's clock, read now and then and carried on in between by a clock that only goes forward: when the clock
/// of this machine jumps, no timer does.
final class DatabaseClock implements Clock {
    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);
    private static final Duration BETWEEN_READINGS = Duration.ofMinutes(1);

    private final Database database;
    private final Time time;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Reading latest;

    DatabaseClock(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /// @param nanos what the ticker said at that moment
    private record Reading(Instant at, long nanos) {}

    /// Asks the database if the last reading is old. Who comes while another thread asks goes on with the last reading,
    /// or waits for the first. While the database does not answer, the last reading is carried on; without any, the
    /// machine's own clock has to do.
    @Override
    public Instant now() {
        Reading last = latest;
        if (last == null) {
            reading.lock();
            readIfOld();
        } else if (old(last) && reading.tryLock()) {
            readIfOld();
        }
        Reading best = latest;
        return best == null ? time.now() : best.at().plus(time.since(best.nanos()));
    }

    /// For who holds the lock, which is given back.
    private void readIfOld() {
        try {
            if (old(latest)) {
                read();
            }
        } finally {
            reading.unlock();
        }
    }

    private boolean old(Reading last) {
        return last == null || time.since(last.nanos()).compareTo(BETWEEN_READINGS) > 0;
    }

    /// The answer is taken to have been given half-way between question and answer.
    private void read() {
        long asked = time.nanos();
        try {
            Instant said = database.query("select clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class))
                    .getFirst()
                    .toInstant();
            long took = time.since(asked).toNanos();
            latest = new Reading(said, asked + took / 2);
        } catch (SQLException e) {
            LOG.debugf("the database's clock could not be read: %s", e.getMessage());
        }
    }
}
