package dev.belay.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;

import dev.belay.exchange.Scopes;
import dev.belay.support.OtlpCollector;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

/// The application with an endpoint named as operators name it really exports there, and only what is ours.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = OtlpResource.class, restrictToAnnotatedClass = true)
class ExportQuarkusTest {
    private static final String CALLER_TRACE = "0af7651916cd43dd8448eb211c80319c";

    OtlpCollector collector;

    @Inject
    @Identifier("telemetry")
    Scopes scopes;

    @Inject
    Tracer sharedTracer;

    @Test
    void exportsARunWithItsParentsAndNothingOfTheFrameworks() {
        Played.fallThenAnswer(scopes, Map.of("traceparent", "00-" + CALLER_TRACE + "-b7ad6b7169203331-01"));
        foreignSpans();
        await().atMost(Duration.ofSeconds(20)).until(() -> collector.spans().stream()
                .anyMatch(span -> span.name().equals("after the foreign ones")));

        List<OtlpCollector.Received> spans = collector.spansOf(CALLER_TRACE);
        assertThat(spans).hasSize(7).allSatisfy(span -> {
            assertThat(span.scope()).isEqualTo("dev.belay");
            assertThat(span.resource()).containsEntry("service.name", "belay");
        });
        OtlpCollector.Received run = named(spans, "invoke_workflow belay");
        OtlpCollector.Received fell = named(spans, "invoke_agent native");
        assertThat(run.parentId()).isEqualTo("b7ad6b7169203331");
        assertThat(fell.parentId()).isEqualTo(run.id());
        assertThat(fell.status()).isEqualTo("ERROR");
        assertThat(fell.attributes()).containsEntry("error.type", "silent");
        assertThat(collector.spans())
                .extracting(OtlpCollector.Received::name)
                .contains("after the foreign ones")
                .doesNotContain("call_llm", "langchain4j.tools.read_file");
        assertThat(collector.headers()).allSatisfy(sent -> assertThat(sent).containsKey("X-team"));
    }

    /// The last one is there so that the absence of the others cannot be a matter of time.
    private void foreignSpans() {
        GlobalOpenTelemetry.getTracer(ForeignTelemetry.ADK_TRACER)
                .spanBuilder("call_llm")
                .startSpan()
                .end();
        sharedTracer.spanBuilder("langchain4j.tools.read_file").startSpan().end();
        sharedTracer.spanBuilder("after the foreign ones").startSpan().end();
    }

    @Test
    void logLinesCarryRunAndTrace() {
        var run = scopes.open(
                new dev.belay.exchange.BelayEvent.RunStarted(Played.RUN, "sequential", "belay", null), Map.of());
        try (var _ = run.enter()) {
            assertThat(MDC.get("runId")).isEqualTo(Played.RUN);
            assertThat(MDC.get("traceId")).isEqualTo(run.traceId());
            assertThat(MDC.get("spanId"))
                    .isEqualTo(Span.current().getSpanContext().getSpanId());
        }
        assertThat(MDC.get("runId")).isNull();
    }

    @Test
    void healthTellsLifeStartAndDatabase() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/started").then().statusCode(200);
        List<String> checks =
                given().get("/q/health/ready").then().statusCode(200).extract().path("checks.name");
        assertThat(checks)
                .contains("Database connections health check")
                .noneMatch(name -> name.contains("model"))
                .doesNotContain("runs");
        given().get("/q/health/well")
                .then()
                .body("checks.name", hasItem("runs"))
                .body("checks.find { it.name == 'runs' }.data", hasKey("abandoned"));
    }

    @Test
    void metricsAreThere() {
        Played.everything(scopes);
        assertThat(given().get("/q/metrics").then().statusCode(200).extract().asString())
                .contains("belay_runs_total", "gen_ai_client_token_usage", "jvm_memory_used_bytes");
    }

    private static OtlpCollector.Received named(List<OtlpCollector.Received> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
