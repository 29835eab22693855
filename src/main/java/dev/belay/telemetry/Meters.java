package dev.belay.telemetry;

import static dev.belay.telemetry.Labels.lower;
import static dev.belay.telemetry.Labels.orNone;
import static dev.belay.telemetry.Labels.reason;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptEnded;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.Endpoint;
import dev.belay.exchange.BelayEvent.ModelCallEnded;
import dev.belay.exchange.BelayEvent.ModelCallStarted;
import dev.belay.exchange.BelayEvent.RunEnded;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.TierFell;
import dev.belay.exchange.BelayEvent.TierHeld;
import dev.belay.exchange.BelayEvent.ToolEnded;
import dev.belay.exchange.BelayEvent.ToolStarted;
import dev.belay.exchange.Usage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Counts. Every label is of a small set: tiers, models, policies and tools come from configuration, reasons and
/// states from the vocabulary; what a model or a provider made up becomes `unknown`. `docs/reference/telemetry.md`
/// lists them.
///
/// Fed by scopes rather than by the events alone, because a closing event does not know how long it took.
final class Meters {
    private static final String ERROR_TYPE = "error.type";
    /// 0.01 s doubling to 81.92 s, as the conventions advise.
    private static final Duration[] SECONDS = Stream.iterate(Duration.ofMillis(10), bound -> bound.multipliedBy(2))
            .limit(14)
            .toArray(Duration[]::new);
    /// 1 token and on by fours to 67108864, likewise.
    private static final double[] TOKENS =
            DoubleStream.iterate(1, bound -> bound * 4).limit(14).toArray();

    private static final String ACTIVE = "belay.runs.active";

    private final MeterRegistry registry;
    private final AtomicInteger active = new AtomicInteger();

    Meters(MeterRegistry registry) {
        this.registry = registry;
        registry.counter("belay.writes.refused");
        // A gauge of an application that ran in this process before counts nothing any more.
        Gauge before = registry.find(ACTIVE).gauge();
        if (before != null) {
            registry.remove(before);
        }
        Gauge.builder(ACTIVE, active, AtomicInteger::get).register(registry);
    }

    void opened(BelayEvent.Opening opening) {
        if (opening instanceof RunStarted) {
            active.incrementAndGet();
        }
    }

    /// @param nanos how long it took
    void closed(BelayEvent.Opening opening, BelayEvent.Closing closing, long nanos) {
        switch (closing) {
            case RunEnded ended when opening instanceof RunStarted started -> run(started, ended, nanos);
            case AttemptEnded ended when opening instanceof AttemptStarted started -> attempt(started, ended, nanos);
            case ModelCallEnded ended when opening instanceof ModelCallStarted started -> call(started, ended, nanos);
            case ToolEnded ended when opening instanceof ToolStarted started -> tool(started, ended, nanos);
            case RunEnded _, AttemptEnded _, ModelCallEnded _, ToolEnded _ -> {
                // ends something else than was opened: not counted, and a listener does not throw
            }
        }
    }

    void fell(TierFell fall) {
        Tags tags = Tags.of("tier", fall.tier(), "next", orNone(fall.next()), "reason", reason(fall.failure()));
        registry.counter("belay.tier.falls", tags).increment();
    }

    void held(TierHeld held) {
        registry.counter("belay.answers", "tier", held.tier(), "degraded", String.valueOf(held.degraded()))
                .increment();
    }

    /// A write about a run that another process works on.
    void refused() {
        registry.counter("belay.writes.refused").increment();
    }

    /// The tool is one of the catalog: others never come to the cache.
    void cacheAsked(BelayEvent.CacheAsked asked) {
        registry.counter("belay.tool.cache", "tool", asked.tool(), "result", lower(asked.answer()))
                .increment();
    }

    void retryRefused(BelayEvent.RetryRefused refused) {
        registry.counter("belay.retries.refused", "belay.model", refused.model())
                .increment();
    }

    private void run(RunStarted started, RunEnded ended, long nanos) {
        active.decrementAndGet();
        String state = lower(ended.state());
        Tags tags = Tags.of("strategy", orNone(started.strategy()), "state", state);
        registry.counter("belay.runs", tags).increment();
        timer("belay.run.duration", Tags.of("state", state), nanos);
    }

    private void attempt(AttemptStarted started, AttemptEnded ended, long nanos) {
        String outcome = ended.failure() == null ? "held" : ended.failure().reason();
        registry.counter("belay.attempts", "tier", started.tier(), "outcome", outcome)
                .increment();
        timer("belay.attempt.duration", Tags.of("tier", started.tier()), nanos);
        if (started.carriedOver() > 0) {
            registry.counter("belay.carried.over", "tier", started.tier()).increment(started.carriedOver());
        }
    }

    private void call(ModelCallStarted started, ModelCallEnded ended, long nanos) {
        Endpoint endpoint = started.endpoint();
        Tags model = Tags.of(
                "gen_ai.operation.name", GenAi.CHAT,
                "gen_ai.provider.name", orNone(endpoint.provider()),
                "gen_ai.request.model", endpoint.name(),
                "belay.model", endpoint.id());
        String error = ended.failure() == null ? Labels.NONE : ended.failure().reason();
        timer("gen_ai.client.operation.duration", model.and(ERROR_TYPE, error), nanos);
        if (ended.firstToken() != null) {
            long first = ended.firstToken().toNanos();
            timer("gen_ai.client.operation.time_to_first_chunk", model, first);
        }
        used(model, endpoint, ended.usage());
    }

    private void used(Tags model, Endpoint endpoint, Usage usage) {
        if (usage == null || usage.totalTokens() == 0) {
            return;
        }
        tokens(model.and("gen_ai.token.type", "input"), usage.inputTokens());
        tokens(model.and("gen_ai.token.type", "output"), usage.outputTokens());
        if (usage.costUsd() == null) {
            registry.counter("belay.model.calls.unpriced", "belay.model", endpoint.id())
                    .increment();
        } else {
            registry.counter("belay.cost.usd", "belay.model", endpoint.id())
                    .increment(usage.costUsd().doubleValue());
        }
    }

    private void tool(ToolStarted started, ToolEnded ended, long nanos) {
        String name = Labels.tool(started);
        registry.counter(
                        "belay.tool.executions",
                        Tags.of("tool", name, "status", lower(ended.status()), "source", lower(ended.source())))
                .increment();
        timer("belay.tool.duration", Tags.of("tool", name), nanos);
    }

    private void timer(String name, Tags tags, long nanos) {
        Timer.builder(name)
                .tags(tags)
                .serviceLevelObjectives(SECONDS)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private void tokens(Tags tags, long count) {
        DistributionSummary.builder("gen_ai.client.token.usage")
                .tags(tags)
                .serviceLevelObjectives(TOKENS)
                .register(registry)
                .record(count);
    }
}
