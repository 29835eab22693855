package dev.belay.statistics.learning;

import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// What is known of tiers, read again in the background while somebody asks. Nobody who asks waits: what is told is at
/// most one refresh older than the first question after a pause. Thread-safe.
public final class Recollection {
    private static final Logger LOG = Logger.getLogger(Recollection.class);

    private final Source source;
    private final Workers workers;
    private final Time time;
    private final long refresh;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Knowledge knowledge = Knowledge.NONE;
    private volatile long readAt;

    /// Where it is read from.
    interface Source {
        Knowledge read() throws SQLException;
    }

    Recollection(Source source, Workers workers, Time time, Duration refresh) {
        this.source = source;
        this.workers = workers;
        this.time = time;
        this.refresh = refresh.toNanos();
        this.readAt = time.nanos() - this.refresh;
    }

    /// What is known now. Returns at once.
    public Knowledge now() {
        boolean old = time.nanos() - readAt >= refresh;
        if (old && !workers.closed() && reading.compareAndSet(false, true)) {
            workers.start(this::read);
        }
        return knowledge;
    }

    private void read() {
        try {
            knowledge = source.read();
        } catch (SQLException e) {
            LOG.debugf("what tiers came to is read later: %s", e.getMessage());
        } finally {
            readAt = time.nanos();
            reading.set(false);
        }
    }
}
