package dev.belay.health;

import dev.belay.exchange.health.HealthEvent;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import io.agroal.api.AgroalDataSource;
import io.agroal.pool.ConnectionFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Starts sharing with the application, and stops with it.
@ApplicationScoped
class HealthBeans {
    private final HealthConfig config;
    private final Exchange exchange;
    private final Health health;
    private final Workers workers;

    HealthBeans(
            HealthConfig config,
            Event<HealthEvent> listeners,
            AgroalDataSource source,
            Ids ids,
            Clockwork clockwork,
            Workers workers) {
        this.config = config;
        this.workers = workers;
        this.health = new Health(ids.run(), clockwork.time(), listeners::fire);
        Exchange.Rhythm rhythm = new Exchange.Rhythm(config.refresh(), config.patience());
        this.exchange = new Exchange(health, opener(source), clockwork.pause(), rhythm);
    }

    /// How time passes.
    @Singleton
    record Clockwork(Time time, Pause pause) {}

    @Produces
    @Singleton
    Health health() {
        return health;
    }

    void start(@Observes StartupEvent start) {
        if (config.shared()) {
            workers.start(exchange::run);
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        exchange.close();
    }

    /// To where the pool's connections go, with the same credentials.
    private static Exchange.Opener opener(AgroalDataSource source) {
        var factory = new ConnectionFactory(
                source.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration());
        return () -> factory.createConnection().getConnection();
    }
}
