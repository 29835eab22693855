package dev.belay.telemetry;

import static dev.belay.telemetry.Labels.lower;
import static dev.belay.telemetry.Labels.orNone;
import static dev.belay.telemetry.Labels.reason;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptEnded;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.EmbeddingEnded;
import dev.belay.exchange.BelayEvent.EmbeddingStarted;
import dev.belay.exchange.BelayEvent.Endpoint;
import dev.belay.exchange.BelayEvent.ModelCallEnded;
import dev.belay.exchange.BelayEvent.ModelCallStarted;
import dev.belay.exchange.BelayEvent.RunEnded;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.ShadowEnded;
import dev.belay.exchange.BelayEvent.ShadowStarted;
import dev.belay.exchange.BelayEvent.TierFell;
import dev.belay.exchange.BelayEvent.TierHeld;
import dev.belay.exchange.BelayEvent.ToolEnded;
import dev.belay.exchange.BelayEvent.ToolStarted;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.telemetry.meter.KeptMeters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts. Every label is of a small set: tiers, models, policies and tools come from configuration, reasons and
/// states from the vocabulary; what a model or a provider made up becomes `unknown`. `docs/reference/telemetry.md`
/// lists them.
///
/// Fed by scopes rather than by the events alone, because a closing event does not know how long it took.
final class Meters {
    private static final String ERROR_TYPE = "error.type";
    private static final String REFUSED = "belay.writes.refused";
    private static final String TOKENS = "gen_ai.client.token.usage";
    private static final String ACTIVE = "belay.runs.active";

    private final KeptMeters kept;
    private final AtomicInteger active = new AtomicInteger();

    Meters(MeterRegistry registry) {
        this.kept = new KeptMeters(registry);
        kept.counter(REFUSED);
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
            case EmbeddingEnded ended when opening instanceof EmbeddingStarted -> embedding(ended, nanos);
            case ToolEnded ended when opening instanceof ToolStarted started -> tool(started, ended, nanos);
            case RunEnded _, AttemptEnded _, ModelCallEnded _, EmbeddingEnded _, ToolEnded _, ShadowEnded _ -> {
                // ends something else than was opened: not counted, and a listener does not throw
            }
        }
    }

    /// What belongs to a shadow is counted apart: it is no traffic.
    void closedAside(BelayEvent.Opening opening, BelayEvent.Closing closing, long nanos) {
        if (closing instanceof ShadowEnded ended && opening instanceof ShadowStarted started) {
            kept.count("belay.shadows", "experiment", started.experiment(), "outcome", ended.outcome());
            kept.time("belay.shadow.duration", nanos, "experiment", started.experiment());
        } else if (closing instanceof ModelCallEnded ended
                && ended.usage() != null
                && ended.usage().totalTokens() > 0) {
            String model = ended.endpoint().id();
            kept.counter("belay.shadow.tokens", "belay.model", model)
                    .increment(ended.usage().totalTokens());
            if (ended.usage().costUsd() != null) {
                kept.counter("belay.shadow.cost.usd", "belay.model", model)
                        .increment(ended.usage().costUsd().doubleValue());
            }
        }
    }

    void fell(TierFell fall) {
        kept.count(
                "belay.tier.falls", "tier", fall.tier(), "next", orNone(fall.next()), "reason", reason(fall.failure()));
    }

    void held(TierHeld held) {
        kept.count("belay.answers", "tier", held.tier(), "degraded", String.valueOf(held.degraded()));
    }

    void branched(BelayEvent.Branched branched) {
        kept.count("belay.branches", "tier", branched.tier(), "stage", lower(branched.stage()));
    }

    void voted(BelayEvent.Voted voted) {
        String result = voted.asks() ? "asked" : voted.ballot().chosen() > 0 ? "chosen" : "none";
        kept.count(
                "belay.votes",
                "subject",
                lower(voted.ballot().subject()),
                "result",
                result,
                "measure",
                lower(voted.ballot().measure().by()));
    }

    /// A write about a run that another process works on.
    void refused() {
        kept.count(REFUSED);
    }

    /// The tool is one of the catalog: others never come to the cache.
    void cacheAsked(BelayEvent.CacheAsked asked) {
        kept.count("belay.tool.cache", "tool", asked.tool(), "result", lower(asked.answer()));
    }

    void budgetReached(BelayEvent.BudgetReached reached) {
        String percent = Integer.toString(reached.percent());
        kept.count("belay.budget.reached", "scope", reached.scope(), "measure", reached.measure(), "percent", percent);
    }

    void retryRefused(BelayEvent.RetryRefused refused) {
        kept.count("belay.retries.refused", "belay.model", refused.model());
    }

    private void run(RunStarted started, RunEnded ended, long nanos) {
        active.decrementAndGet();
        String state = lower(ended.state());
        kept.count("belay.runs", "strategy", orNone(started.strategy()), "state", state);
        kept.time("belay.run.duration", nanos, "state", state);
    }

    private void attempt(AttemptStarted started, AttemptEnded ended, long nanos) {
        String outcome = ended.failure() == null ? "held" : ended.failure().reason();
        kept.count("belay.attempts", "tier", started.tier(), "outcome", outcome);
        kept.time("belay.attempt.duration", nanos, "tier", started.tier());
        if (started.carriedOver() > 0) {
            kept.counter("belay.carried.over", "tier", started.tier()).increment(started.carriedOver());
        }
    }

    private void call(ModelCallStarted started, ModelCallEnded ended, long nanos) {
        Endpoint endpoint = started.endpoint();
        String[] model = labels(GenAi.CHAT, endpoint);
        kept.time("gen_ai.client.operation.duration", nanos, and(model, ERROR_TYPE, error(ended.failure())));
        if (ended.firstToken() != null) {
            long first = ended.firstToken().toNanos();
            kept.time("gen_ai.client.operation.time_to_first_chunk", first, model);
        }
        used(model, endpoint, ended.usage());
    }

    private void embedding(EmbeddingEnded ended, long nanos) {
        String[] model = labels(GenAi.EMBEDDINGS, ended.endpoint());
        kept.time("gen_ai.client.operation.duration", nanos, and(model, ERROR_TYPE, error(ended.failure())));
        if (ended.usage().totalTokens() > 0) {
            kept.tokens(TOKENS, ended.usage().inputTokens(), and(model, "gen_ai.token.type", "input"));
            priced(ended.endpoint(), ended.usage());
        }
    }

    private static String[] labels(String operation, Endpoint endpoint) {
        return new String[] {
            "gen_ai.operation.name", operation,
            "gen_ai.provider.name", orNone(endpoint.provider()),
            "gen_ai.request.model", endpoint.name(),
            "belay.model", endpoint.id()
        };
    }

    private static String error(Failure failure) {
        return failure == null ? Labels.NONE : failure.reason();
    }

    private void used(String[] model, Endpoint endpoint, Usage usage) {
        if (usage == null || usage.totalTokens() == 0) {
            return;
        }
        kept.tokens(TOKENS, usage.inputTokens(), and(model, "gen_ai.token.type", "input"));
        kept.tokens(TOKENS, usage.outputTokens(), and(model, "gen_ai.token.type", "output"));
        priced(endpoint, usage);
    }

    private void priced(Endpoint endpoint, Usage usage) {
        if (usage.costUsd() == null) {
            kept.count("belay.model.calls.unpriced", "belay.model", endpoint.id());
        } else {
            kept.counter("belay.cost.usd", "belay.model", endpoint.id())
                    .increment(usage.costUsd().doubleValue());
        }
    }

    private void tool(ToolStarted started, ToolEnded ended, long nanos) {
        String name = Labels.tool(started);
        String status = lower(ended.status());
        kept.count("belay.tool.executions", "tool", name, "status", status, "source", lower(ended.source()));
        kept.time("belay.tool.duration", nanos, "tool", name);
    }

    private static String[] and(String[] labels, String name, String value) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = name;
        more[labels.length + 1] = value;
        return more;
    }
}
