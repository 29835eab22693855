package dev.belay.gateway.experiment;

import dev.belay.exchange.health.Subject;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Workers;
import dev.belay.statistics.Statistics;
import dev.belay.statistics.StatisticsConfig;
import dev.belay.statistics.StatisticsUnavailable;
import dev.belay.statistics.alert.Alerts;
import dev.belay.statistics.experiment.Experiments;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jboss.logging.Logger;

/// Wires the experiments, and has them looked at whenever statistics are written.
@ApplicationScoped
class ExperimentBeans {
    private static final Logger LOG = Logger.getLogger(ExperimentBeans.class);

    private final List<Trial> trials;
    private final StatisticsConfig statistics;
    private final Workers workers;
    private volatile ScheduledFuture<?> next;

    ExperimentBeans(ExperimentsConfig config, StatisticsConfig statistics, Workers workers) {
        this.trials = config.experiments().entrySet().stream()
                .map(experiment -> Trial.of(experiment.getKey(), experiment.getValue()))
                .toList();
        this.statistics = statistics;
        this.workers = workers;
    }

    @Produces
    @Singleton
    Experiments experiments(Database database, Statistics sums, Alerts alerts) {
        return new Experiments(trials.stream().map(Trial::plan).toList(), database, sums::flush, new Alarm(alerts));
    }

    /// Somebody has to look at a candidate that was worse, until its experiment has other settings.
    private record Alarm(Alerts alerts) implements Experiments.Bell {
        private static final String CAUSE = "experiment_stopped";

        @Override
        public void stopped(String name, String why) {
            alerts.raise(subject(name), CAUSE, "nobody gets the candidate any more: " + why);
        }

        @Override
        public void began(String name) {
            alerts.clear(subject(name), CAUSE);
        }

        private static Subject subject(String name) {
            return new Subject(Subject.Kind.EXPERIMENT, name);
        }
    }

    @Produces
    @Singleton
    Trials trials(Experiments experiments, Ids ids) {
        return new Trials(trials, experiments::stage, ids::fraction);
    }

    void start(@Observes StartupEvent start, Experiments experiments) {
        if (experiments.any()) {
            experiments.begin();
            plan(experiments);
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void plan(Experiments experiments) {
        next = workers.after(statistics.flush(), () -> look(experiments));
    }

    private void look(Experiments experiments) {
        try {
            experiments.look();
        } catch (StatisticsUnavailable e) {
            LOG.debugf("experiments are looked at later: %s", e.getMessage());
        } finally {
            if (!workers.closed()) {
                plan(experiments);
            }
        }
    }
}
