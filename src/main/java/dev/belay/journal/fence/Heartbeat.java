package dev.belay.journal.fence;

import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import io.agroal.api.AgroalDataSource;
import io.agroal.pool.ConnectionFactory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Keeps the lease of this process while it lives.
@ApplicationScoped
class Heartbeat {
    private final Line line;

    Heartbeat(AgroalDataSource source) {
        this.line = new Line(opener(source));
    }

    @Produces
    @Singleton
    Lease lease(Database database, Time time, Workers workers, OwnershipConfig config) {
        String name = ProcessHandle.current().pid() + "@" + System.getenv().getOrDefault("HOSTNAME", "localhost");
        ProcessLease lease = new ProcessLease(new ProcessTable(database), time, config.lease(), name);
        new Pulse(lease, line, time, workers, config.lease()).start();
        return lease;
    }

    @PreDestroy
    void close() {
        line.close();
    }

    /// To where the pool's connections go, with the same credentials.
    private static Line.Opener opener(AgroalDataSource source) {
        var factory = new ConnectionFactory(
                source.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration());
        return () -> factory.createConnection().getConnection();
    }
}
