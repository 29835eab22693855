package dev.belay.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.platform.Json;
import dev.belay.support.OtlpCollector;
import dev.belay.support.OtlpCollector.Received;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Where the operator asks for it, spans hold what was said, and only spans do; secrets are not among it, even if the
/// caller says them. [TraceQuarkusTest] and [LeftBehindQuarkusTest] have it off.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(
        value = OtlpResource.class,
        initArgs = @ResourceArg(name = "belay.telemetry.record-content", value = "true"))
class ContentQuarkusTest {
    private static final String QUESTION =
            "Where is my order? " + Canaries.PROMPT + " " + String.join(" ", Canaries.SECRETS.subList(0, 3));

    @TestHTTPResource("/")
    URI server;

    OtlpCollector collector;

    @Test
    void spansHoldWhatWasSaidAndNothingElseDoes() throws Exception {
        Http http = new Http(server).as(Canaries.ADMIN_KEY);
        String trace = UUID.randomUUID().toString().replace("-", "");
        try (LogTap log = LogTap.open()) {
            http.chat(
                            Http.ask("lookup", QUESTION + " " + Canaries.ADMIN_KEY, trace, "look_up", "refuse"),
                            "traceparent",
                            "00-" + trace + "-b7ad6b7169203331-01")
                    .expect(200);
            await().atMost(Duration.ofSeconds(20)).until(() -> collector.spansOf(trace).stream()
                    .anyMatch(span -> span.kind().equals("SERVER")));
            assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain(Canaries.CONTENT));
        }
        List<Received> spans = collector.spansOf(trace);

        assertThat(named(spans, "chat ")).isNotEmpty().allSatisfy(call -> {
            assertThat(Json.tree(text(call, "gen_ai.input.messages"))
                            .at("/0/parts/0/content")
                            .asText())
                    .startsWith("Where is my order? " + Canaries.PROMPT + " [secret] [secret] [secret] ");
            assertThat(Json.tree(text(call, "gen_ai.output.messages"))
                            .at("/0/role")
                            .asText())
                    .isEqualTo("assistant");
        });
        assertThat(named(spans, "execute_tool look_up")).singleElement().satisfies(tool -> {
            assertThat(text(tool, "gen_ai.tool.call.arguments")).contains(Canaries.ARGUMENT);
            assertThat(text(tool, "gen_ai.tool.call.result")).contains(Canaries.RESULT);
        });
        assertThat(spans)
                .allSatisfy(span -> assertThat(span.toString()).doesNotContain(Canaries.SECRETS))
                .filteredOn(
                        span -> !span.name().startsWith("chat ") && !span.name().startsWith("execute_tool "))
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.toString()).doesNotContain(Canaries.CONTENT));
        assertThat(http.get("/q/metrics").expect(200).body()).doesNotContain(Canaries.CONTENT);
    }

    private static List<Received> named(List<Received> spans, String prefix) {
        return spans.stream().filter(span -> span.name().startsWith(prefix)).toList();
    }

    private static String text(Received span, String attribute) {
        return (String) span.attributes().get(attribute);
    }
}
