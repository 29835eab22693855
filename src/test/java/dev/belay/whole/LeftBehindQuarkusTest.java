package dev.belay.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.sandbox.Sandbox;
import dev.belay.sandbox.SandboxConfig;
import dev.belay.sandbox.Sandboxes;
import dev.belay.support.OtlpCollector;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import dev.belay.telemetry.DocumentedMetrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What runs that succeed, fall, fail and err leave behind: secrets nowhere, what was said only where its caller asks
/// for it, every metric there is, and nothing of a program. Provider and tools send back whatever headers they were
/// sent.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftBehindQuarkusTest {
    private static final String QUESTION = "Where is my order? " + Canaries.PROMPT;
    private static final Pattern INTERPRETER = Pattern.compile(
            " (dev\\.belay\\.sandbox\\.(Guest|Sandbox|Course)|run\\.endive\\.runtime\\.ByteArrayMemory)( |$)");

    @TestHTTPResource("/")
    URI server;

    @Inject
    DataSource database;

    @Inject
    Sandboxes sandboxes;

    @Inject
    SandboxConfig limits;

    OtlpCollector collector;

    /// Bodies and headers of all that was answered.
    private final List<String> answers = new ArrayList<>();

    private final List<String> runs = new ArrayList<>();
    private LogTap log;
    private Http http;

    @BeforeAll
    void play() throws Exception {
        http = new Http(server).as(Canaries.ADMIN_KEY);
        log = LogTap.open();
        ask(200, asking("lookup"));
        ask(200, asking("lookup-broken"));
        ask(503, asking("lookup-lost"));
        for (String tier : List.of("native", "adk", "loop")) {
            ObjectNode alone = asking("lookup");
            ((ObjectNode) alone.path("belay")).putArray("tier_order").add(tier);
            ask(200, alone);
            ObjectNode astray = asking("astray");
            ((ObjectNode) astray.path("belay")).putArray("tier_order").add(tier);
            keep(http.chat(astray));
        }
        ask(200, program("program", "look_up", "refuse"));
        keep(http.chat(program("program-lost", "lose")).expect(409));
        for (String echo : List.of("unauthorized", "malformed", "broken")) {
            keep(http.chat(Http.ask(echo, QUESTION)));
            keep(http.chat(Http.ask(echo, QUESTION).put("stream", true)));
        }
        keep(http.chat(Http.ask("lose", QUESTION, UUID.randomUUID().toString(), "lose"))
                .expect(409));
        for (String play : List.of("unauthorized", "broken", "standin-w20", "standin-ok")) {
            ObjectNode run = Json.object().put("input", QUESTION).put("policy", play);
            keep(http.post("/api/v1/runs", run.put("wait", true)));
        }
        ask(200, Http.ask(ProviderResource.UNPRICED, QUESTION));
        ask(200, Http.ask("racing", QUESTION));
        ask(200, Http.ask("voting-ok", QUESTION));
        ask(503, Http.ask("standin-w06", QUESTION));
        ask(400, Http.ask("standin-w13", QUESTION));
        ask(400, Http.ask("standin-ok", QUESTION).put("temperature", Canaries.PROMPT));
        keep(http.as(Canaries.ADMIN_KEY + "x")
                .chat(Http.ask("standin-ok", QUESTION))
                .expect(401));
        for (String page : List.of("keys", "tools", "tiers", "runs")) {
            keep(http.get("/api/v1/" + page).expect(200));
        }
        exported();
    }

    @AfterAll
    void untap() {
        log.close();
    }

    @Test
    void noLogLineHoldsSecretsOrContent() {
        assertThat(log.lines()).anyMatch(line -> line.contains("ALERT model unauthorized"));
        assertThat(log.lines())
                .allSatisfy(line ->
                        assertThat(line).doesNotContain(Canaries.SECRETS).doesNotContain(Canaries.CONTENT));
    }

    @Test
    void noSpanHoldsSecretsOrContent() {
        assertThat(collector.spans()).hasSizeGreaterThan(runs.size()).allSatisfy(span -> assertThat(span.toString())
                .doesNotContain(Canaries.SECRETS)
                .doesNotContain(Canaries.CONTENT));
    }

    @Test
    void noMetricHoldsSecretsOrContent() throws Exception {
        assertThat(http.get("/q/metrics").expect(200).body())
                .doesNotContain(Canaries.SECRETS)
                .doesNotContain(Canaries.CONTENT);
    }

    @Test
    void noAnswerHoldsSecrets() {
        assertThat(answers).allSatisfy(answer -> assertThat(answer).doesNotContain(Canaries.SECRETS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/explain", "/events"})
    void nothingThatIsToldOfARunHoldsSecrets(String page) throws Exception {
        assertThat(runs).hasSizeGreaterThan(15);
        for (String run : runs) {
            Http.Reply told = http.get("/api/v1/runs/" + run + page).expect(200);
            assertThat(told.body()).isNotEmpty().doesNotContain(Canaries.SECRETS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "journal", "effect", "api_key"})
    void noRowHoldsSecrets(String table) throws SQLException {
        String rows = rows(table);
        assertThat(rows).doesNotContain(Canaries.SECRETS);
        if (table.equals("journal")) {
            assertThat(rows).contains(Canaries.ARGUMENT, Canaries.RESULT);
        }
    }

    @Test
    void everyDocumentedMetricIsThere() throws Exception {
        Set<String> documented = DocumentedMetrics.read().keySet();
        assertThat(documented).hasSizeGreaterThan(10);
        String exposed = http.get("/q/metrics").expect(200).body();
        // The first counts only where a tool may be answered from the cache, which GuardQuarkusTest has; the second
        // where many runs fail at once, which RetryStormTest has; the third where a budget is used up, which
        // BudgetQuarkusTest has. Shadows are in ShadowQuarkusTest.
        assertThat(documented.stream()
                        .filter(name -> !name.equals("belay_tool_cache_total"))
                        .filter(name -> !name.equals("belay_retries_refused_total"))
                        .filter(name -> !name.equals("belay_budget_reached_total"))
                        .filter(name -> !name.startsWith("belay_shadow")))
                .allSatisfy(name -> assertThat(exposed)
                        .containsPattern("(?m)^" + name + "(_count|_sum)?[{ ]")
                        .containsPattern("(?m)^# HELP " + name.replaceAll("_total$", "") + "(_total)? \\w"));
        assertThat(exposed).doesNotContainPattern("(?m)^# HELP (belay|gen_ai)_\\S+ *$");
        assertThat(List.of(
                        "ft_invocations_total",
                        "ft_retry_retries_total",
                        "ft_circuitbreaker_opened_total",
                        "ft_timeout_calls_total",
                        "http_server_requests_seconds_count",
                        "jvm_memory_used_bytes",
                        "process_uptime_seconds",
                        "agroal_active_count"))
                .allSatisfy(name -> assertThat(exposed).containsPattern("(?m)^" + name + "[{ ]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready", "live", "started"})
    void isWell(String probe) throws Exception {
        assertThat(http.get("/q/health/" + probe)
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("UP");
    }

    @Test
    void noProgramRunsAnyMore() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .doesNotContain("belay-sandbox"));
    }

    @Test
    void noSandboxKeepsItsPlace() {
        List<Sandbox> all = new ArrayList<>();
        try {
            for (int one = 0; one < limits.open(); one++) {
                all.add(sandboxes.open(List.of(), 0));
            }
            assertThat(all).hasSize(limits.open());
        } finally {
            all.forEach(Sandbox::close);
        }
    }

    /// An interpreter holds all the memory of its programs.
    @Test
    void noInterpreterIsKept() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});

        assertThat(histogram).contains("dev.belay.sandbox.Sandboxes");
        assertThat(histogram.lines().filter(line -> INTERPRETER.matcher(line).find()))
                .isEmpty();
    }

    private void ask(int status, ObjectNode body) throws Exception {
        keep(http.chat(body).expect(status));
    }

    private void keep(Http.Reply reply) {
        answers.add(reply.status() + " " + reply.response().headers().map() + " " + reply.body());
        if (reply.run() != null) {
            runs.add(reply.run());
        }
    }

    private static ObjectNode asking(String play) {
        return Http.ask(play, QUESTION, UUID.randomUUID().toString(), "look_up", "refuse");
    }

    private static ObjectNode program(String play, String... tools) {
        ObjectNode body = Http.ask(play, QUESTION, UUID.randomUUID().toString(), tools);
        ((ObjectNode) body.path("belay")).putArray("tier_order").add("code");
        return body;
    }

    /// Waits for the span of a last request: what came before it was exported with it or before.
    private void exported() throws Exception {
        String trace = UUID.randomUUID().toString().replace("-", "");
        http.get("/v1/models", "traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .expect(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !collector.spansOf(trace).isEmpty());
    }

    private String rows(String table) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select t::text from " + table + " t");
                var row = select.executeQuery()) {
            StringBuilder rows = new StringBuilder();
            while (row.next()) {
                rows.append(row.getString(1)).append('\n');
            }
            return rows.toString();
        }
    }
}
