package dev.belay.gateway.caller;

import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/// Wires who is let in, and looks at the address before anything listens on it.
@ApplicationScoped
class CallerBeans {
    private final KeyStore store;
    private final AuthConfig config;
    private final VertxHttpConfig http;
    private final Time time;

    CallerBeans(DataSource database, AuthConfig config, VertxHttpConfig http, Time time) {
        this.store = new KeyStore(database);
        this.config = config;
        this.http = http;
        this.time = time;
    }

    /// The start event comes before the port is opened.
    void check(@Observes @Priority(10) StartupEvent start) {
        if (http.hostEnabled()) {
            new ListenGuard(store, config, time).check(http.host());
        }
    }

    @Produces
    @Singleton
    Callers callers() {
        return new Callers(store, ListenGuard.required(config, http.host()));
    }

    @Produces
    @Singleton
    ApiKeys keys(Ids ids) {
        return new ApiKeys(store, ids, time);
    }
}
