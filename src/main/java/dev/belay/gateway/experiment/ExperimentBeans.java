package dev.belay.gateway.experiment;

import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Workers;
import dev.belay.statistics.Statistics;
import dev.belay.statistics.StatisticsConfig;
import dev.belay.statistics.StatisticsUnavailable;
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
    Experiments experiments(Database database, Statistics sums) {
        return new Experiments(trials.stream().map(Trial::plan).toList(), database, sums::flush);
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
