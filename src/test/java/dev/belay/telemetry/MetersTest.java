package dev.belay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent.ModelCallEnded;
import dev.belay.exchange.BelayEvent.ModelCallStarted;
import dev.belay.exchange.BelayEvent.RunEnded;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Scopes.Scope;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.platform.Time;
import dev.belay.telemetry.content.ContentRecorder;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Scopes scopes = new TracedScopes(
            OpenTelemetry.noop(), registry, new Time(InstantSource.system(), nanos::get), ContentRecorder.OFF);

    @Test
    void countsARunThatFellOnce() {
        Played.fallThenAnswer(scopes, Map.of());
        assertThat(count("belay.runs", "strategy", "sequential", "state", "succeeded"))
                .isOne();
        assertThat(count("belay.attempts", "tier", "native", "outcome", "silent"))
                .isOne();
        assertThat(count("belay.attempts", "tier", "adk", "outcome", "held")).isOne();
        assertThat(count("belay.tier.falls", "tier", "native", "next", "adk", "reason", "silent"))
                .isOne();
        assertThat(count("belay.answers", "tier", "adk", "degraded", "false")).isOne();
        assertThat(count("belay.carried.over", "tier", "adk")).isOne();
        assertThat(count("belay.tool.executions", "tool", "write_file", "status", "ok", "source", "executed"))
                .isOne();
    }

    @Test
    void callsToTheEmbeddingModelAreCountedAsSuch() {
        Played.everything(scopes);

        assertThat(registry.get("gen_ai.client.operation.duration")
                        .tags("gen_ai.operation.name", "embeddings", "belay.model", "embedding", "error.type", "none")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tags("gen_ai.operation.name", "embeddings")
                        .summaries())
                .as("tokens in, and none out")
                .singleElement()
                .satisfies(tokens -> assertThat(tokens.totalAmount()).isEqualTo(40));
        assertThat(count("belay.cost.usd", "belay.model", "embedding")).isEqualTo(0.0000008);
        assertThat(count("belay.votes", "subject", "answer", "result", "none", "measure", "tokens"))
                .isOne();
    }

    @Test
    void countsShadowsApart() {
        Played.shadow(scopes);
        assertThat(registry.find("belay.attempts").counters()).isEmpty();
        assertThat(registry.find("gen_ai.client.token.usage").summaries()).isEmpty();
        assertThat(registry.find("belay.cost.usd").counters()).isEmpty();
        assertThat(registry.find("belay.tool.executions").counters()).isEmpty();
        assertThat(count("belay.runs", "strategy", "sequential", "state", "succeeded"))
                .isOne();
        assertThat(count("belay.shadows", "experiment", "twin", "outcome", "agreed"))
                .isOne();
        assertThat(count("belay.shadow.tokens", "belay.model", "primary")).isEqualTo(150);
        assertThat(count("belay.shadow.cost.usd", "belay.model", "primary")).isEqualTo(0.0021);
    }

    @Test
    void countsTokensAndMoneyAndSaysWhatHasNoPrice() {
        Played.fallThenAnswer(scopes, Map.of());
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tags("gen_ai.token.type", "input", "gen_ai.request.model", "gpt-large")
                        .summary()
                        .totalAmount())
                .isEqualTo(120);
        assertThat(count("belay.cost.usd", "belay.model", "primary")).isEqualTo(0.0021);
        assertThat(count("belay.model.calls.unpriced", "belay.model", "secondary"))
                .isOne();
        assertThat(registry.find("belay.cost.usd")
                        .tags("belay.model", "secondary")
                        .counter())
                .isNull();
    }

    @Test
    void measuresFromOpeningToClosing() {
        Scope run = scopes.open(new RunStarted(Played.RUN, "sequential", "belay", null), Map.of());
        Scope call = run.open(new ModelCallStarted(Played.RUN, "native", Played.PRIMARY, 1, true));
        nanos.addAndGet(Duration.ofMillis(1500).toNanos());
        call.close(new ModelCallEnded(Played.RUN, Played.PRIMARY, null, Usage.NONE, Duration.ofMillis(300), null));
        assertThat(registry.get("gen_ai.client.operation.duration")
                        .tags("error.type", "none")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(1500);
        assertThat(registry.get("gen_ai.client.operation.time_to_first_chunk")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(300);
    }

    @Test
    void knowsHowManyRunsAreUnderWay() {
        Scope run = scopes.open(new RunStarted(Played.RUN, "sequential", "belay", null), Map.of());
        assertThat(registry.get("belay.runs.active").gauge().value()).isOne();
        run.close(new RunEnded(Played.RUN, RunState.CANCELLED, null, null, Usage.NONE, 0));
        run.close(new RunEnded(Played.RUN, RunState.CANCELLED, null, null, Usage.NONE, 0));
        assertThat(registry.get("belay.runs.active").gauge().value()).isZero();
    }

    @Test
    void whatModelsMakeUpIsNoLabel() {
        Scope run = scopes.open(new RunStarted(Played.RUN, "sequential", "belay", null), Map.of());
        for (int i = 0; i < 500; i++) {
            Played.tool(run, "invented_" + i, null, Status.ERROR, Source.REFUSED);
        }
        run.close(new RunEnded(Played.RUN, RunState.FAILED, null, "You said: canary-secret", Usage.NONE, 0));
        Played.everything(scopes);
        assertThat(count("belay.tool.executions", "tool", "unknown", "status", "error", "source", "refused"))
                .isEqualTo(501);
        assertThat(registry.getMeters())
                .flatExtracting(Meter::getId)
                .flatExtracting(id -> ((Meter.Id) id).getTags())
                .extracting(tag -> ((Tag) tag).getValue())
                .noneMatch(value -> value.startsWith("invented_") || value.contains("canary"));
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }
}
