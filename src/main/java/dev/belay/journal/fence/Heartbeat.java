package dev.belay.journal.fence;

import dev.belay.journal.JournalUnavailable;
import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Keeps the lease of this process while it lives.
@ApplicationScoped
class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    @Produces
    @Singleton
    Lease lease(Database database, Time time, Workers workers, OwnershipConfig config) {
        String name = ProcessHandle.current().pid() + "@" + System.getenv().getOrDefault("HOSTNAME", "localhost");
        ProcessLease lease = new ProcessLease(new ProcessTable(database), time, config.lease(), name);
        again(lease, workers, config.lease().dividedBy(3));
        return lease;
    }

    private static void again(ProcessLease lease, Workers workers, Duration pause) {
        if (workers.closed()) {
            return;
        }
        workers.after(pause, () -> {
            try {
                lease.renew();
            } catch (JournalUnavailable e) {
                LOG.warnf("the lease of this process could not be renewed and is tried again: %s", e.getMessage());
            }
            again(lease, workers, pause);
        });
    }
}
