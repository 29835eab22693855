package dev.belay.model.route;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.speech.Speech;
import dev.belay.health.Health;
import dev.belay.journal.RunJournal;
import dev.belay.model.Configs;
import dev.belay.model.MemoryJournal;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.CallLimits;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.guard.Gates;
import dev.belay.model.wire.ChatClient;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.memory.ByteBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A door over real connections whose pauses take no time: they are written down, and the clock jumps.
final class DoorBench implements AutoCloseable {
    private final AtomicLong jumped = new AtomicLong();
    private final Workers workers = new Workers();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<BelayEvent> events = new CopyOnWriteArrayList<>();
    MemoryJournal journal = new MemoryJournal();
    final Cancellation cancellation = new Cancellation();
    final Catalog catalog;
    final List<HealthEvent> news = new CopyOnWriteArrayList<>();
    final Health health;
    final Gates gates;
    ModelDoor door;

    DoorBench(String... properties) {
        Time time = new Time(this::now, this::nanos);
        Configs configs = Configs.of(properties);
        Ids ids = new Ids(time.wall());
        catalog = configs.catalog();
        health = new Health(ids.run(), time, news::add);
        gates = new Gates(catalog, configs.calls(), health, time, Duration.ofSeconds(10));
        CallLimits limits = CallLimits.of(configs.calls().limits());
        ChatClient client = new ChatClient(
                limits, configs.calls().limits().connect(), new ByteBudget(Long.MAX_VALUE), time, ids, workers);
        var rhythm = new RoutedModelDoor.Rhythm(this::pause, time);
        door = new RoutedModelDoor(catalog, client, gates, configs.calls().retry(), ids, rhythm);
    }

    /// From now on calls are paid for.
    void paidFrom(Budgets budgets, BudgetsConfig config) {
        door = ((RoutedModelDoor) door).paidFrom(budgets, config);
    }

    /// Jumps with the pauses.
    Instant now() {
        return Instant.now().plusNanos(jumped.get());
    }

    private long nanos() {
        return System.nanoTime() + jumped.get();
    }

    private void pause(Duration duration, Cancellation token) {
        token.check();
        pauses.add(duration);
        jumped.addAndGet(duration.toNanos());
    }

    /// Later questions belong to a run that knows nothing of earlier ones.
    void nextRun() {
        journal = new MemoryJournal();
    }

    ModelDoor.Reply ask(String route) {
        return ask(Configs.prompt("hi"), route, Duration.ofMinutes(1));
    }

    ModelDoor.Reply ask(ModelDoor.Prompt prompt, String route, Duration deadline) {
        return ask(prompt, route, deadline, journal);
    }

    /// @param journal of the run that asks
    ModelDoor.Reply ask(ModelDoor.Prompt prompt, String route, Duration deadline, RunJournal journal) {
        return ask(prompt, route, deadline, new Asking(journal, cancellation, ModelDoor.Meter.NONE));
    }

    /// One that may be given up.
    ModelDoor.Reply ask(String route, RunJournal journal, Cancellation own, ModelDoor.Meter meter) {
        return ask(Configs.prompt("hi"), route, Duration.ofMinutes(1), new Asking(journal, own, meter));
    }

    private record Asking(RunJournal journal, Cancellation cancellation, ModelDoor.Meter meter) {}

    private ModelDoor.Reply ask(ModelDoor.Prompt prompt, String route, Duration deadline, Asking by) {
        return door.ask(
                prompt,
                new ModelDoor.Ask(
                        new ModelDoor.Errand(by.journal.runId(), "native", Speech.HELD, by.meter),
                        route,
                        Deadline.after(deadline, this::nanos),
                        by.cancellation,
                        by.journal,
                        new Scope()));
    }

    @Override
    public void close() {
        workers.close();
    }

    private final class Scope implements Scopes.Scope {
        @Override
        public Scopes.Scope open(BelayEvent.Opening opening) {
            events.add(opening);
            return this;
        }

        @Override
        public void announce(BelayEvent event) {
            events.add(event);
        }

        @Override
        public void close(BelayEvent.Closing closing) {
            events.add(closing);
        }

        @Override
        public Map<String, String> propagation() {
            return Map.of("traceparent", "00-trace-" + events.size() + "-01");
        }

        @Override
        public Scopes.Entered enter() {
            return () -> {};
        }

        @Override
        public String traceId() {
            return "trace";
        }
    }
}
