package dev.belay.statistics.alert;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.platform.Workers;
import dev.belay.platform.timer.Recurring;
import dev.belay.statistics.Statistics;
import dev.belay.statistics.StatisticsConfig;
import dev.belay.statistics.StatisticsUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jboss.logging.Logger;

/// Writes what was counted, looks at it, and keeps what health announces. Works on virtual threads of its own; what it
/// hears it leaves to them.
@Singleton
final class Watch implements Recurring {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final Statistics statistics;
    private final StatisticsConfig config;
    private final Alerts alerts;
    private final Workers workers;
    private final RateRule rate;
    private final BudgetRule budgets;
    private final LiveRule live;
    private volatile ScheduledFuture<?> next;

    /// @param ways looked up when they are judged: breakers are announced before there are any
    Watch(Statistics statistics, StatisticsConfig config, Alerts alerts, Workers workers, Instance<LiveWays> ways) {
        this.statistics = statistics;
        this.config = config;
        this.alerts = alerts;
        this.workers = workers;
        this.rate = RateRule.of(config.alerts());
        this.budgets = BudgetRule.of(config.alerts());
        this.live = new LiveRule(ways::get);
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
                    List<Finding> found = new ArrayList<>(live.judge());
                    found.add(Finding.well(recovered.subject(), "breaker_open"));
                    found.add(Finding.well(recovered.subject(), "unauthorized"));
                    alerts.settle(found);
                });
            case HealthEvent.Opened _ -> later(() -> alerts.settle(live.judge()));
        }
    }

    void heard(@Observes BelayEvent event) {
        if (event instanceof BelayEvent.BudgetReached reached && budgets.concerns(reached)) {
            later(() -> budgets.tell(reached, alerts));
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
            List<Finding> found = new ArrayList<>();
            if (rate.on()) {
                found.addAll(rate.judge(statistics.figures(config.alerts().window(), Statistics.By.TIER)));
            } else {
                statistics.flush();
            }
            found.addAll(live.judge());
            alerts.settle(found);
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
