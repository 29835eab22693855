package dev.belay.telemetry;

import static dev.belay.telemetry.Played.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptEnded;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.RunEnded;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.TierFell;
import dev.belay.exchange.Failure;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Scopes.Scope;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.platform.Time;
import dev.belay.telemetry.content.ContentRecorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final String CALLER_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER_SPAN = "00f067aa0ba902b7";
    private static final Map<String, String> INBOUND =
            Map.of("traceparent", "00-" + CALLER_TRACE + "-" + CALLER_SPAN + "-01");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    private final Scopes scopes = new TracedScopes(sdk, new SimpleMeterRegistry(), Time.SYSTEM, ContentRecorder.OFF);

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void aShadowHangsBelowItsRunAndIsMarked() {
        Played.shadow(scopes);
        assertThat(tree()).isEqualTo("""
                invoke_workflow belay [UNSET]
                  shadow twin [UNSET]
                    invoke_agent loop [UNSET]
                      chat gpt-large [UNSET]
                      execute_tool pay [UNSET]
                """);
        AttributeKey<Boolean> mark = AttributeKey.booleanKey("belay.shadow");
        assertThat(exporter.getFinishedSpanItems())
                .filteredOn(span -> Boolean.TRUE.equals(span.getAttributes().get(mark)))
                .hasSize(4);
        assertThat(exporter.getFinishedSpanItems())
                .filteredOn(span -> span.getName().equals("shadow twin"))
                .singleElement()
                .satisfies(span -> assertThat(span.getAttributes().get(AttributeKey.stringKey("belay.shadow.outcome")))
                        .isEqualTo("agreed"));
    }

    @Test
    void drawsTheRunAsATree() {
        Played.fallThenAnswer(scopes, Map.of());
        assertThat(tree()).isEqualTo("""
                invoke_workflow belay [UNSET]
                  invoke_agent adk [UNSET]
                    chat llama [UNSET]
                  invoke_agent native [ERROR silent]
                    chat gpt-large [UNSET]
                    chat gpt-large [ERROR silent]
                    execute_tool write_file [UNSET]
                """);
    }

    @Test
    void tellsTheRunOnItsSpan() {
        Played.fallThenAnswer(scopes, Map.of());
        assertThat(attributes(span("invoke_workflow belay")))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("gen_ai.operation.name", "invoke_workflow"),
                        Map.entry("gen_ai.workflow.name", "belay"),
                        Map.entry("gen_ai.conversation.id", "session-1"),
                        Map.entry("gen_ai.usage.input_tokens", 320L),
                        Map.entry("gen_ai.usage.output_tokens", 70L),
                        Map.entry("belay.usage.estimated", true),
                        Map.entry("belay.run.id", RUN),
                        Map.entry("belay.strategy", "sequential"),
                        Map.entry("belay.state", "succeeded"),
                        Map.entry("belay.tier", "adk"),
                        Map.entry("belay.attempts.total", 2L),
                        Map.entry("belay.degraded", false),
                        Map.entry("belay.fallback.used", true),
                        Map.entry("belay.fallback.reason", "silent")));
    }

    @Test
    void tellsWhyTheSecondTierIsThereAndWhatItBeganWith() {
        Played.fallThenAnswer(scopes, Map.of());
        assertThat(attributes(span("invoke_agent adk")))
                .containsEntry("gen_ai.operation.name", "invoke_agent")
                .containsEntry("gen_ai.agent.name", "adk")
                .containsEntry("belay.tier.index", 1L)
                .containsEntry("belay.attempt.number", 2L)
                .containsEntry("belay.attempt.outcome", "held")
                .containsEntry("belay.carried_over", 1L)
                .containsEntry("belay.fallback.from", "native")
                .containsEntry("belay.fallback.reason", "silent");
        assertThat(attributes(span("invoke_agent native")))
                .containsEntry("belay.attempt.outcome", "fell")
                .containsEntry("error.type", "silent")
                .containsEntry("belay.tool.calls", 1L)
                .doesNotContainKey("belay.fallback.from");
    }

    @Test
    void describesModelCallsByTheConventions() {
        Played.fallThenAnswer(scopes, Map.of());
        SpanData answered = spans("chat gpt-large").getFirst();
        assertThat(answered.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(attributes(answered))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("gen_ai.operation.name", "chat"),
                        Map.entry("gen_ai.provider.name", "openai"),
                        Map.entry("gen_ai.request.model", "gpt-large"),
                        Map.entry("gen_ai.request.stream", true),
                        Map.entry("gen_ai.response.model", "gpt-large-v7"),
                        Map.entry("gen_ai.response.time_to_first_chunk", 0.25),
                        Map.entry("gen_ai.usage.input_tokens", 120L),
                        Map.entry("gen_ai.usage.output_tokens", 30L),
                        Map.entry("server.address", "models.example"),
                        Map.entry("server.port", 8443L),
                        Map.entry("belay.cost.usd", 0.0021),
                        Map.entry("belay.model.id", "primary"),
                        Map.entry("belay.model.call.number", 1L),
                        Map.entry("belay.run.id", RUN),
                        Map.entry("belay.tier", "native")));
    }

    @Test
    void describesEmbeddingsByTheConventions() {
        Played.everything(scopes);
        SpanData embedded = span("embeddings text-embedding-3-small");
        assertThat(embedded.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(attributes(embedded))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("gen_ai.operation.name", "embeddings"),
                        Map.entry("gen_ai.provider.name", "openai"),
                        Map.entry("gen_ai.request.model", "text-embedding-3-small"),
                        Map.entry("gen_ai.request.encoding_formats", List.of("float")),
                        Map.entry("gen_ai.response.model", "text-embedding-3-small"),
                        Map.entry("gen_ai.embeddings.dimension.count", 256L),
                        Map.entry("gen_ai.usage.input_tokens", 40L),
                        Map.entry("server.address", "vectors.example"),
                        Map.entry("server.port", 443L),
                        Map.entry("belay.cost.usd", 0.0000008),
                        Map.entry("belay.embedding.texts", 3L),
                        Map.entry("belay.model.id", "embedding"),
                        Map.entry("belay.model.call.number", 1L),
                        Map.entry("belay.run.id", RUN)));
    }

    @Test
    void showsNoDetailOfAFailure() {
        Played.fallThenAnswer(scopes, Map.of());
        assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain("canary-secret");
    }

    @Test
    void givesInventedToolsNoNameOfTheirOwn() {
        Played.everything(scopes);
        assertThat(span("execute_tool unknown").getStatus().getDescription()).isEqualTo("refused");
        assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain("invented_by_a_model");
    }

    @Test
    void aFailedRunIsAnError() {
        Played.everything(scopes);
        SpanData failed = span("invoke_workflow direct");
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(failed))
                .containsEntry("error.type", "no_match")
                .containsEntry("belay.fallback.used", false);
    }

    @Test
    void whatWasChosenIsAnEventOfTheRun() {
        Scope run = scopes.open(new RunStarted(RUN, "smart", "belay", null), Map.of());
        var choice = new BelayEvent.Choice("experiment", List.of("loop"), true, "try/control#1", "10 % of keys");
        run.announce(new BelayEvent.Chosen(RUN, choice));
        run.close(new RunEnded(RUN, RunState.SUCCEEDED, "loop", null, Usage.NONE, 1));
        SpanData span = span("invoke_workflow belay");
        assertThat(attributes(span)).containsEntry("belay.variant", "try/control#1");
        assertThat(span.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("belay.chosen");
            assertThat(event.getAttributes().asMap())
                    .containsValue(List.of("loop"))
                    .containsValue("10 % of keys");
        });
    }

    @Test
    void aSentenceIsNoErrorType() {
        Scope run = scopes.open(new RunStarted(RUN, "sequential", "belay", null), Map.of());
        run.close(new RunEnded(RUN, RunState.REJECTED, null, "You said: my password", Usage.NONE, 0));
        assertThat(attributes(span("invoke_workflow belay"))).containsEntry("error.type", "rejected");
    }

    @Test
    void anUnsettledToolIsAnError() {
        Scope run = scopes.open(new RunStarted(RUN, "sequential", "belay", null), Map.of());
        Played.tool(run, "pay", "UNSAFE", Status.IN_DOUBT, Source.EXECUTED);
        assertThat(attributes(span("execute_tool pay")))
                .containsEntry("error.type", "in_doubt")
                .containsEntry("belay.tool.effect_class", "unsafe");
    }

    @Test
    void continuesTheCallersTraceAndHandsItOn() {
        Scope run = scopes.open(new RunStarted(RUN, "sequential", "belay", null), INBOUND);
        assertThat(run.traceId()).isEqualTo(CALLER_TRACE);
        assertThat(run.propagation().get("traceparent")).startsWith("00-" + CALLER_TRACE + "-");
        run.close(new RunEnded(RUN, RunState.SUCCEEDED, "native", null, Usage.NONE, 1));
        SpanData span = span("invoke_workflow belay");
        assertThat(span.getParentSpanId()).isEqualTo(CALLER_SPAN);
        assertThat(run.propagation().get("traceparent")).contains(span.getSpanId());
    }

    @Test
    void theSpanOfTheHttpRequestIsTheParentWhereThereIsOne() {
        Span server = sdk.getTracer("http").spanBuilder("POST /v1").startSpan();
        try (var _ = server.makeCurrent()) {
            scopes.open(new RunStarted(RUN, "sequential", "belay", null), INBOUND)
                    .close(new RunEnded(RUN, RunState.SUCCEEDED, "native", null, Usage.NONE, 1));
        }
        assertThat(span("invoke_workflow belay").getParentSpanId())
                .isEqualTo(server.getSpanContext().getSpanId());
    }

    @Test
    void entersAndLeavesWithTheRunInTheLogContext() {
        Scope run = scopes.open(new RunStarted(RUN, "sequential", "belay", null), Map.of());
        try (var _ = run.enter()) {
            assertThat(MDC.get("runId")).isEqualTo(RUN);
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(run.traceId());
            try (var _ = run.open(new AttemptStarted(RUN, "native", 1, 0, 0)).enter()) {
                assertThat(MDC.get("runId")).isEqualTo(RUN);
            }
            assertThat(MDC.get("runId")).isEqualTo(RUN);
        }
        assertThat(MDC.get("runId")).isNull();
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void parentsAreRightWithManyThreadsAtOnce() throws InterruptedException {
        int branches = 24;
        Scope run = scopes.open(new RunStarted(RUN, "race", "belay", null), Map.of());
        CountDownLatch together = new CountDownLatch(branches);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < branches; i++) {
            String tier = "tier" + i;
            int number = i + 1;
            threads.add(Thread.startVirtualThread(() -> branch(run, tier, number, together)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        run.close(new RunEnded(RUN, RunState.SUCCEEDED, "tier0", null, Usage.NONE, branches));
        for (int i = 0; i < branches; i++) {
            assertThat(childrenOf(span("invoke_agent tier" + i)))
                    .as("what tier%s did", i)
                    .extracting(SpanData::getName)
                    .containsExactlyInAnyOrder("chat gpt-large", "execute_tool tool_of_tier" + i);
        }
        assertThat(childrenOf(span("invoke_workflow belay"))).hasSize(branches);
    }

    private static void branch(Scope run, String tier, int number, CountDownLatch together) {
        Scope attempt = run.open(new AttemptStarted(RUN, tier, number, 0, 0));
        together.countDown();
        try {
            together.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        try (var _ = attempt.enter()) {
            Played.call(attempt, tier, Played.PRIMARY, 1, null, Played.PRICED);
            Played.tool(attempt, "tool_of_" + tier, "PURE", Status.OK, Source.EXECUTED);
        }
        attempt.close(new AttemptEnded(RUN, tier, number, null, Played.PRICED, 1));
    }

    @Test
    void aRetryOfTheSameTierIsAnotherChildOfTheRun() {
        Scope run = scopes.open(new RunStarted(RUN, "sequential", "belay", null), Map.of());
        Failure broken = new Failure.TierBroken("framework");
        run.open(new AttemptStarted(RUN, "native", 1, 0, 0))
                .close(new AttemptEnded(RUN, "native", 1, broken, Usage.NONE, 0));
        run.open(new AttemptStarted(RUN, "native", 2, 0, 0))
                .close(new AttemptEnded(RUN, "native", 2, broken, Usage.NONE, 0));
        run.announce(new TierFell(RUN, "native", broken, null));
        run.close(new RunEnded(RUN, RunState.FAILED, null, "tier_broken", Usage.NONE, 2));
        assertThat(tree()).isEqualTo("""
                invoke_workflow belay [ERROR tier_broken]
                  invoke_agent native [ERROR tier_broken]
                  invoke_agent native [ERROR tier_broken]
                """);
    }

    @Test
    void closingTwiceEndsOnce() {
        Scope run = scopes.open(new RunStarted(RUN, "sequential", "belay", null), Map.of());
        run.close(new RunEnded(RUN, RunState.CANCELLED, null, "client left", Usage.NONE, 0));
        run.close(new RunEnded(RUN, RunState.FAILED, null, "silent", Usage.NONE, 0));
        assertThat(tree()).isEqualTo("invoke_workflow belay [UNSET]\n");
    }

    @Test
    void costsNothingWhereNothingIsTraced() {
        Scopes off =
                new TracedScopes(OpenTelemetry.noop(), new SimpleMeterRegistry(), Time.SYSTEM, ContentRecorder.OFF);
        Scope run = off.open(new RunStarted(RUN, "sequential", "belay", null), INBOUND);
        assertThat(run.traceId()).isNull();
        assertThat(run.propagation()).isEmpty();
        try (var _ = run.enter()) {
            assertThat(MDC.get("runId")).isEqualTo(RUN);
        }
    }

    private String tree() {
        StringBuilder text = new StringBuilder();
        exporter.getFinishedSpanItems().stream()
                .filter(span -> !span.getParentSpanContext().isValid())
                .forEach(root -> draw(root, 0, text));
        return text.toString();
    }

    private void draw(SpanData span, int depth, StringBuilder text) {
        String type = span.getAttributes().get(AttributeKey.stringKey("error.type"));
        text.repeat("  ", depth)
                .append(span.getName())
                .append(" [")
                .append(span.getStatus().getStatusCode())
                .append(type == null ? "" : " " + type)
                .append("]\n");
        childrenOf(span).stream()
                .sorted(java.util.Comparator.comparing(SpanData::getName).thenComparing(SpanData::getStartEpochNanos))
                .forEach(child -> draw(child, depth + 1, text));
    }

    private List<SpanData> childrenOf(SpanData parent) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .toList();
    }

    private List<SpanData> spans(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private SpanData span(String name) {
        assertThat(spans(name)).as("spans named " + name).hasSize(1);
        return spans(name).getFirst();
    }

    private static Map<String, Object> attributes(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().getKey(), Map.Entry::getValue, (a, _) -> a, TreeMap::new));
    }
}
