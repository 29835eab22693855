package dev.belay.statistics.alert;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import dev.belay.platform.Workers;
import dev.belay.platform.timer.Recurring;
import dev.belay.statistics.Statistics;
import dev.belay.statistics.StatisticsConfig;
import dev.belay.statistics.StatisticsUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.jboss.logging.Logger;

/// Writes what was counted, looks at it, and keeps what health announces. Works on virtual threads of its own; what it
/// hears it leaves to them.
@Singleton
final class Watch implements Recurring {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    private static final Set<String> STANDING = Set.of("caller", "policy", "installation");

    private final Statistics statistics;
    private final StatisticsConfig config;
    private final Alerts alerts;
    private final Workers workers;
    private final RateRule rate;
    private final LiveRule live = new LiveRule();
    private volatile ScheduledFuture<?> next;

    Watch(Statistics statistics, StatisticsConfig config, Alerts alerts, Workers workers) {
        this.statistics = statistics;
        this.config = config;
        this.alerts = alerts;
        this.workers = workers;
        this.rate = RateRule.of(config.alerts());
    }

    void start(@Observes StartupEvent start) {
        if (config.enabled()) {
            plan();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        if (next != null) {
            next.cancel(false);
            statistics.flush();
        }
    }

    void heard(@Observes HealthEvent event) {
        switch (event) {
            case HealthEvent.Guarded guarded -> live.guarded(guarded);
            case HealthEvent.Alert alert -> later(() -> alerts.keep(alert));
            case HealthEvent.Recovered recovered ->
                later(() -> {
                    alerts.clear(recovered.subject(), "breaker_open");
                    alerts.clear(recovered.subject(), "unauthorized");
                    live.judge(alerts);
                });
            case HealthEvent.Opened _ -> later(() -> live.judge(alerts));
        }
    }

    /// Of what lasts longer than a request or a session.
    void heard(@Observes BelayEvent event) {
        if (event instanceof BelayEvent.BudgetReached reached && STANDING.contains(reached.scope())) {
            String what = "%d %% of what may be spent of %s is used".formatted(reached.percent(), reached.measure());
            later(() -> alerts.tell(
                    new Subject(Subject.Kind.BUDGET, reached.account()), "budget_" + reached.percent(), what));
        }
    }

    private void later(Runnable work) {
        if (config.enabled() && !workers.closed()) {
            workers.start(work);
        }
    }

    private void plan() {
        next = workers.after(config.flush(), this::look);
    }

    private void look() {
        try {
            if (rate.on()) {
                rate.judge(statistics.figures(config.alerts().window(), Statistics.By.TIER), alerts);
            } else {
                statistics.flush();
            }
            live.judge(alerts);
        } catch (StatisticsUnavailable e) {
            LOG.debugf("statistics are looked at later: %s", e.getMessage());
        } finally {
            if (!workers.closed()) {
                plan();
            }
        }
    }

    @Override
    public String name() {
        return "prune-statistics";
    }

    @Override
    public String cron() {
        return "0 41 * * * *";
    }

    /// Deletes what is older than it is kept.
    @Override
    public void run() {
        try {
            statistics.forget(config.keep());
            alerts.forget(config.keep());
        } catch (SQLException e) {
            LOG.warnf("old alerts could not be deleted: %s", e.getMessage());
        }
    }
}
