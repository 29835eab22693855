package dev.belay.run.takeover;

import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.fence.Lease;
import dev.belay.journal.fence.OwnershipConfig;
import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.run.RunRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Looks for runs that nobody works on for as long as the application lives, and hands over its own when it ends.
@ApplicationScoped
class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final Takeover takeover;
    private final HandOver handOver;
    private final OwnershipConfig config;
    private final Workers workers;
    private volatile boolean over;

    @Inject
    Watch(
            Database database,
            RunRegistry registry,
            Lease lease,
            Carrier carrier,
            OwnershipConfig config,
            Clockwork clockwork) {
        var terms = new Takeover.Terms(config.maxTakeovers(), clockwork.time(), clockwork.workers());
        this.takeover = new Takeover(new TakeoverTable(database), registry, lease, carrier, terms);
        this.handOver = new HandOver(registry, lease);
        this.config = config;
        this.workers = clockwork.workers();
    }

    void start(@Observes StartupEvent event) {
        next();
    }

    void end(@Observes ShutdownEvent event) {
        over = true;
        handOver.all(config.handOver());
    }

    private void next() {
        if (!over && !workers.closed()) {
            workers.after(config.scan(), this::look);
        }
    }

    private void look() {
        try {
            if (config.takeOver() && !over) {
                attempt(takeover::look);
            }
            attempt(takeover::tend);
        } finally {
            next();
        }
    }

    /// What keeps this process from taking runs does not keep it from looking after its own.
    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (JournalUnavailable e) {
            if (!over) {
                LOG.warnf("runs that nobody works on could not be looked for: %s", e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("looking for runs that nobody works on failed", e);
        }
    }

    /// How time passes, and the threads on which runs are taken up.
    @Singleton
    record Clockwork(Time time, Workers workers) {}
}
