package dev.belay.statistics.experiment;

import dev.belay.platform.Database;
import dev.belay.statistics.StatisticsUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The experiments of this installation: how far each has come, for whoever assigns a run, and what they brought, for
/// people. What a run asks is answered from memory. Thread-safe.
public final class Experiments {
    private static final Logger LOG = Logger.getLogger(Experiments.class);

    private final List<Plan> plans;
    private final ExperimentTable table;
    private final Runnable flush;
    private final Bell bell;
    private volatile Map<String, Stage> stages = Map.of();

    /// Hears of experiments that stopped by themselves. May hear of the same more than once.
    public interface Bell {
        void stopped(String name, String why);

        /// It began, maybe anew.
        void began(String name);
    }

    /// @param flush has this process write what it counted
    public Experiments(List<Plan> plans, Database database, Runnable flush, Bell bell) {
        this.plans = List.copyOf(plans);
        this.bell = bell;
        this.table = new ExperimentTable(database);
        this.flush = flush;
    }

    public boolean any() {
        return !plans.isEmpty();
    }

    /// How far an experiment has come, as this process last read it; empty while it does not know, or if others
    /// run it by another plan.
    public Optional<Stage> stage(String name) {
        return Optional.ofNullable(stages.get(name));
    }

    /// Begins those that have not begun. Called once, at start.
    ///
    /// @throws StatisticsUnavailable if the database does not answer
    public void begin() {
        try {
            for (Plan plan : plans) {
                if (table.begin(plan)) {
                    bell.began(plan.name());
                }
            }
            read();
            stages.values().forEach(this::ring);
        } catch (SQLException e) {
            throw new StatisticsUnavailable("the experiments could not be begun", e);
        }
    }

    /// Reads how far all have come, and moves those on whose results say so.
    ///
    /// @throws StatisticsUnavailable if the database does not answer
    public void look() {
        for (Comparison comparison : compared()) {
            Stage next = comparison.next();
            if (next != comparison.stage()) {
                move(comparison.stage(), next);
            }
        }
    }

    private void move(Stage from, Stage to) {
        try {
            if (table.move(from, to)) {
                LOG.infof("experiment %s is %s at %s %%: %s", to.name(), to.state(), to.percent(), to.why());
                ring(to);
            }
            read();
        } catch (SQLException e) {
            throw new StatisticsUnavailable("the experiment could not be moved on", e);
        }
    }

    private void ring(Stage stage) {
        if (stage.state() == Stage.State.STOPPED) {
            bell.stopped(stage.name(), stage.why());
        }
    }

    /// What each brought in its round.
    ///
    /// @throws StatisticsUnavailable if the database does not answer
    public List<Comparison> compared() {
        flush.run();
        try {
            read();
            List<Comparison> compared = new ArrayList<>();
            for (Plan plan : plans) {
                Stage stage = stages.get(plan.name());
                if (stage != null) {
                    compared.add(table.compare(plan, stage));
                }
            }
            return compared;
        } catch (SQLException e) {
            throw new StatisticsUnavailable("the results could not be read", e);
        }
    }

    private void read() throws SQLException {
        Map<String, Stage> read = new LinkedHashMap<>();
        for (Stage stage : table.stages()) {
            plans.stream()
                    .filter(plan -> plan.name().equals(stage.name()))
                    .filter(plan -> plan.fingerprint().equals(stage.fingerprint()))
                    .forEach(_ -> read.put(stage.name(), stage));
        }
        stages = Map.copyOf(read);
    }
}
