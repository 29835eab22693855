package dev.belay.statistics.alert;

import dev.belay.exchange.health.HealthEvent;
import dev.belay.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the alerts.
@ApplicationScoped
class AlertBeans {

    @Produces
    @Singleton
    Alerts alerts(Database database, Event<HealthEvent> listeners) {
        return new Alerts(database, listeners::fire);
    }
}
