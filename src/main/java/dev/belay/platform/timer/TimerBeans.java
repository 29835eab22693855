package dev.belay.platform.timer;

import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Starts the timers of this process with the application, and stops them with it.
@ApplicationScoped
class TimerBeans {
    private final Timers timers;

    TimerBeans(
            Database database,
            Time time,
            Ids ids,
            TimerConfig config,
            @All List<Timer> kinds,
            @All List<Recurring> recurring) {
        this.timers = new Timers(database, time, kinds, recurring, "belay-" + ids.run(), config.pollInterval());
    }

    void start(@Observes StartupEvent start) {
        timers.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        timers.close();
    }
}
