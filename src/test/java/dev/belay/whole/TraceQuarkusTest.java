package dev.belay.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.belay.drill.log.Seen;
import dev.belay.support.OtlpCollector;
import dev.belay.support.OtlpCollector.Received;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One run as an operator's backend receives it: `native` calls two tools and falls, `adk` answers from their
/// results.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class TraceQuarkusTest {
    private static final String CALLERS_SPAN = "b7ad6b7169203331";
    private static final String TREE = """
            POST /v1/chat/completions SERVER
              invoke_workflow note-broken
                invoke_agent native ERROR connection_lost
                  chat note-broken CLIENT
                  execute_tool list_files
                  chat note-broken CLIENT
                  execute_tool write_file
                  chat note-broken CLIENT ERROR connection_lost
                  chat note-broken CLIENT ERROR connection_lost
                  chat note-broken CLIENT ERROR connection_lost
                invoke_agent adk
                  chat note-broken CLIENT
            """;

    @TestHTTPResource("/")
    URI server;

    OtlpCollector collector;

    private String run;
    private List<Received> spans;

    @BeforeEach
    void play() throws Exception {
        Files.deleteIfExists(ProviderResource.files.resolve("note.md"));
        play("note-broken", "Please write the note.", "list_files", "write_file");
    }

    private void play(String name, String text, String... tools) throws Exception {
        ProviderResource.provider.reset();
        String trace = "0af7651916cd43dd%016x".formatted(collector.spans().size() + 1);
        run = new Http(server)
                .chat(
                        Http.ask(name, text, "climb-" + trace, tools),
                        "traceparent",
                        "00-" + trace + "-" + CALLERS_SPAN + "-01")
                .expect(200)
                .run();
        await().atMost(Duration.ofSeconds(20)).until(() -> collector.spansOf(trace).stream()
                .anyMatch(span -> span.kind().equals("SERVER")));
        spans = collector.spansOf(trace).stream()
                .sorted(Comparator.comparingLong(Received::started))
                .toList();
    }

    @Test
    void hasExactlyTheseSpansUnderTheCallers() {
        assertThat(drawn(CALLERS_SPAN, "")).isEqualTo(TREE);
        assertThat(spans).hasSize((int) TREE.lines().count());
        assertThat(spans.subList(1, spans.size()))
                .allSatisfy(span -> assertThat(span.scope()).isEqualTo("dev.belay"))
                .allSatisfy(span -> assertThat(span.attributes()).containsEntry("belay.run.id", run));
    }

    @Test
    void theProviderIsToldWhichCallItServes() {
        List<String> told = ProviderResource.provider.log().stream()
                .map(Seen::asked)
                .map(Seen.Asked::traceparent)
                .toList();
        assertThat(told)
                .containsExactlyElementsOf(spans.stream()
                        .filter(span -> span.name().startsWith("chat "))
                        .map(span -> "00-" + span.traceId() + "-" + span.id() + "-01")
                        .toList());
    }

    @Test
    void aToolsDestinationIsToldWhichExecutionItServes() throws Exception {
        play("lookup", "Where is my order?", "look_up", "refuse");
        Received found = named("execute_tool look_up").getFirst();
        Received refused = named("execute_tool refuse").getFirst();
        assertThat(refused.status()).isEqualTo("ERROR");
        assertThat(refused.attributes()).containsEntry("error.type", "tool_error");
        assertThat(ProviderResource.destination.traceparent("/orders"))
                .isEqualTo("00-" + found.traceId() + "-" + found.id() + "-01");
        assertThat(ProviderResource.destination.traceparent("/refused"))
                .isEqualTo("00-" + refused.traceId() + "-" + refused.id() + "-01");
    }

    @Test
    void tellsOfTheRunWhatCameOfIt() {
        assertThat(attributes(named("invoke_workflow note-broken").getFirst()))
                .containsOnly(
                        entry("gen_ai.operation.name", "invoke_workflow"),
                        entry("gen_ai.workflow.name", "note-broken"),
                        entry(
                                "gen_ai.conversation.id",
                                "climb-" + spans.getFirst().traceId()),
                        entry("gen_ai.usage.input_tokens", 721L),
                        entry("gen_ai.usage.output_tokens", 40L),
                        entry("belay.strategy", "sequential"),
                        entry("belay.state", "succeeded"),
                        entry("belay.tier", "adk"),
                        entry("belay.attempts.total", 2L),
                        entry("belay.degraded", false),
                        entry("belay.fallback.used", true),
                        entry("belay.fallback.reason", "connection_lost"),
                        entry("belay.cost.usd", 0.000801),
                        entry("belay.usage.estimated", true));
    }

    @Test
    void tellsOfEachAttemptHowItWent() {
        assertThat(attributes(named("invoke_agent native").getFirst()))
                .containsOnly(
                        entry("gen_ai.operation.name", "invoke_agent"),
                        entry("gen_ai.agent.name", "native"),
                        entry("gen_ai.usage.input_tokens", 683L),
                        entry("gen_ai.usage.output_tokens", 35L),
                        entry("belay.tier", "native"),
                        entry("belay.tier.index", 0L),
                        entry("belay.attempt.number", 1L),
                        entry("belay.attempt.outcome", "fell"),
                        entry("belay.carried_over", 0L),
                        entry("belay.tool.calls", 2L),
                        entry("belay.cost.usd", 0.000753),
                        entry("belay.usage.estimated", true),
                        entry("error.type", "connection_lost"));
        assertThat(attributes(named("invoke_agent adk").getFirst()))
                .containsOnly(
                        entry("gen_ai.operation.name", "invoke_agent"),
                        entry("gen_ai.agent.name", "adk"),
                        entry("gen_ai.usage.input_tokens", 38L),
                        entry("gen_ai.usage.output_tokens", 5L),
                        entry("belay.tier", "adk"),
                        entry("belay.tier.index", 1L),
                        entry("belay.attempt.number", 2L),
                        entry("belay.attempt.outcome", "held"),
                        entry("belay.degraded", false),
                        entry("belay.carried_over", 2L),
                        entry("belay.tool.calls", 0L),
                        entry("belay.cost.usd", 0.000048),
                        entry("belay.fallback.from", "native"),
                        entry("belay.fallback.reason", "connection_lost"));
    }

    @Test
    void tellsOfEachModelCallWhoWasAsked() {
        List<Received> calls = named("chat note-broken");
        assertThat(calls)
                .extracting(call -> call.attributes().get("belay.model.call.number"))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 1L);
        assertThat(attributes(calls.getFirst())).containsKey("gen_ai.response.time_to_first_chunk");
        Map<String, Object> answered = attributes(calls.getFirst());
        answered.remove("gen_ai.response.time_to_first_chunk");
        assertThat(answered)
                .containsOnly(
                        entry("gen_ai.operation.name", "chat"),
                        entry("gen_ai.provider.name", "openai"),
                        entry("gen_ai.request.model", "note-broken"),
                        entry("gen_ai.request.stream", true),
                        entry("gen_ai.response.model", "note-broken"),
                        entry("gen_ai.usage.input_tokens", 6L),
                        entry("gen_ai.usage.output_tokens", 6L),
                        entry("server.address", "127.0.0.1"),
                        entry("server.port", (long) ProviderResource.provider.port()),
                        entry("belay.tier", "native"),
                        entry("belay.model.id", "note-broken"),
                        entry("belay.model.call.number", 1L),
                        entry("belay.cost.usd", 0.000018));
        assertThat(attributes(calls.get(2)))
                .containsEntry("error.type", "connection_lost")
                .containsEntry("belay.usage.estimated", true)
                .doesNotContainKey("gen_ai.response.model");
    }

    @Test
    void tellsOfEachToolWhatItDid() {
        assertThat(attributes(named("execute_tool write_file").getFirst()))
                .containsOnly(
                        entry("gen_ai.operation.name", "execute_tool"),
                        entry("gen_ai.tool.name", "write_file"),
                        entry("gen_ai.tool.type", "function"),
                        entry("gen_ai.tool.call.id", "call_1_0"),
                        entry("belay.tool.effect_class", "reconcilable"),
                        entry("belay.tool.status", "ok"),
                        entry("belay.tool.source", "executed"));
    }

    @Test
    void holdsNothingOfWhatWasSaid() {
        assertThat(spans).allSatisfy(span -> assertThat(span.toString())
                .doesNotContain("write the note", "room four", "note.md", "The note is written"));
    }

    private List<Received> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    /// Without the run's id, which all have.
    private static Map<String, Object> attributes(Received span) {
        Map<String, Object> attributes = new HashMap<>(span.attributes());
        attributes.remove("belay.run.id");
        return attributes;
    }

    private String drawn(String parent, String indent) {
        StringBuilder drawing = new StringBuilder();
        spans.stream().filter(span -> span.parentId().equals(parent)).forEach(span -> drawing.append(indent)
                .append(span.name())
                .append(span.kind().equals("INTERNAL") ? "" : " " + span.kind())
                .append(span.status().equals("UNSET") ? "" : " " + span.status() + " " + span.description())
                .append('\n')
                .append(drawn(span.id(), indent + "  ")));
        return drawing.toString();
    }
}
