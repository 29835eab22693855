package dev.belay.budget.store;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.budget.limit.Limits;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.ControlFlow;
import dev.belay.journal.fence.Lease;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Budgets of a process, for tests of what uses them.
public final class BudgetsForTests {
    private BudgetsForTests() {}

    /// @param properties names without `belay.budgets.`, and values in turn
    public static BudgetsConfig config(String... properties) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            values.put("belay.budgets." + properties[i], properties[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(BudgetsConfig.class)
                .build()
                .getConfigMapping(BudgetsConfig.class);
    }

    /// @param fence of the process
    public static Budgets budgets(Database database, long fence, Workers workers, BudgetsConfig config) {
        return new StoredBudgets(
                new Limits(config), new BudgetTable(database), till(database, fence, workers, _ -> {}));
    }

    /// @param listener hears of what no run of the process knows of
    static Till till(Database database, long fence, Workers workers, Consumer<BelayEvent> listener) {
        var clock = new Till.Clock(Time.SYSTEM, new Ids(Time.SYSTEM.wall()));
        var lease = new Held(fence);
        return new Till(new ReserveTable(database), new SettleTable(database), lease, clock, workers, listener);
    }

    /// A lease that is never lost.
    record Held(long fence) implements Lease {
        @Override
        public void check(long other) {
            if (other != fence) {
                throw new ControlFlow.Disowned("another lease");
            }
        }

        @Override
        public void endOverdue() {}

        @Override
        public void release() {}

        @Override
        public void onLoss(LongConsumer listener) {}
    }
}
