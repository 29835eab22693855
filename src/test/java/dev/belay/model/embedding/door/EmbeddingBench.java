package dev.belay.model.embedding.door;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.health.Health;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.RunJournal;
import dev.belay.model.CallsConfig;
import dev.belay.model.MemoryJournal;
import dev.belay.model.Plays;
import dev.belay.model.RawProvider;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.embedding.EmbeddingCheck;
import dev.belay.model.embedding.EmbeddingConfig;
import dev.belay.model.embedding.Embeddings;
import dev.belay.model.embedding.Embeddings.Result;
import dev.belay.model.embedding.wire.EmbeddingClient;
import dev.belay.model.guard.Backoff;
import dev.belay.model.guard.Gates;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.memory.ByteBudget;
import dev.belay.support.Heard;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A door over real connections whose pauses take no time: they are written down, and the clock jumps.
final class EmbeddingBench implements AutoCloseable {
    static final String KEY = "sk-canary-1234567890";
    static final List<String> TEXTS = List.of("one", "two");
    private static final String GOOD = """
            {"model":"real","data":[{"index":0,"embedding":[1,0]},{"index":1,"embedding":[0,1]}],
             "usage":{"prompt_tokens":6,"total_tokens":6}}""";

    private final AtomicLong jumped = new AtomicLong();
    private final Workers workers = new Workers();
    private final Time time = new Time(InstantSource.system(), () -> System.nanoTime() + jumped.get());
    final Cancellation cancellation = new Cancellation();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<BelayEvent> events = new CopyOnWriteArrayList<>();
    final List<HealthEvent> news = new CopyOnWriteArrayList<>();
    final Map<String, String> properties = new HashMap<>(Map.of(
            "belay.embedding.api-key", KEY,
            "belay.embedding.name", "vectors",
            "belay.embedding.input-price", "2",
            "belay.embedding.headers.x-organisation", "secret-organisation",
            "belay.calls.retry.base", "5ms"));
    /// What calls are paid from.
    Budgets budgets = Budgets.NONE;
    String run = "run-1";
    MemoryJournal journal = new MemoryJournal("run-1", InstantSource.system());
    RawProvider provider;

    @Override
    public void close() throws IOException {
        provider.close();
        workers.close();
    }

    Workers workers() {
        return workers;
    }

    static RawProvider.Play good() {
        return Plays.status(200, GOOD);
    }

    Embeddings door(RawProvider.Play... plays) {
        provider = new RawProvider(plays);
        properties.put("belay.embedding.base-url", provider.url());
        SmallRyeConfig all = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(EmbeddingConfig.class)
                .withMapping(CallsConfig.class)
                .withMapping(BudgetsConfig.class)
                .build();
        EmbeddingConfig config = all.getConfigMapping(EmbeddingConfig.class);
        CallsConfig calls = all.getConfigMapping(CallsConfig.class);
        ModelSpec model = EmbeddingSpecs.of(config);
        var limits = new EmbeddingClient.Limits(Duration.ofSeconds(3), config.timeout(), 10_000);
        Health health = new Health("test", time, news::add);
        var gates = new Gates(List.of(model), _ -> EmbeddingCheck.PREFIX, calls, health, time, Duration.ofSeconds(10));
        var payment = new Payment(budgets, all.getConfigMapping(BudgetsConfig.class), this::pause, time);
        return new EmbeddingDoor(
                model,
                config,
                new Kit(
                        new EmbeddingClient(limits, new ByteBudget(Long.MAX_VALUE), time, workers),
                        gates,
                        payment,
                        journals(),
                        new Backoff(calls.retry(), new Ids(time.wall())),
                        calls.retry().attempts(),
                        new Kit.Rhythm(time, this::pause)));
    }

    private void pause(Duration duration, Cancellation token) {
        token.check();
        pauses.add(duration);
        jumped.addAndGet(duration.toNanos());
    }

    Embeddings.Ask ask() {
        return ask(Duration.ofSeconds(60));
    }

    Embeddings.Ask ask(Duration left) {
        return new Embeddings.Ask(run, Deadline.after(left, time.ticker()), cancellation, Heard.traced(events));
    }

    Failure missing(Embeddings door) {
        return ((Result.Missing) door.of(TEXTS, ask())).failure();
    }

    List<Entry.Fact> facts() {
        return journal.entries().stream().map(Entry::fact).toList();
    }

    Entry.ModelFailed failed() {
        return (Entry.ModelFailed) facts().getLast();
    }

    private Journals journals() {
        return new Journals() {
            @Override
            public RunJournal open(String runId, long fence) {
                throw new UnsupportedOperationException();
            }

            @Override
            public RunJournal resume(String runId, long fence) {
                throw new UnsupportedOperationException();
            }

            @Override
            public RunJournal of(String runId) {
                return journal;
            }

            @Override
            public List<Entry> read(String runId, long after) {
                return journal.entries();
            }
        };
    }
}
