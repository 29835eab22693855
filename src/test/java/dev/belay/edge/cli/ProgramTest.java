package dev.belay.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.edge.cli.ServerDouble.Answer;
import dev.belay.platform.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be said of commands without starting the application.
class ProgramTest {
    private final Screen screen = Screen.plain();
    private final ServerDouble server = new ServerDouble();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "tiers --nonsense",
                "tiers --server ftp://x",
                "tiers --server http://user:pass@x",
                "ask",
                "ask --deadline soon hello",
                "ask --deadline 0s hello",
                "ask --budget much hello",
                "runs",
                "runs show",
                "runs resume r1 --deadline soon",
                "approvals",
                "approvals answer a1",
                "approvals edit a1",
                "approvals edit a1 --arguments [1] --yes",
                "approvals edit a1 --arguments {} --text x",
                "serve --port http",
                "keys create",
                "config check --config /there/is/no/such.yaml",
                "drill provider --script /there/is/no/such.yaml",
                "drill provider --latency soon",
                "drill provider --latency 400-200",
                "drill provider --token-rate -1",
                "drill provider --time-scale 0",
            })
    void wrongUsageIsToldInOneLineAndEndsWithTwo(String line) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(screen.err()).startsWith("belay: ");
        assertThat(screen.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "serve",
                "ask",
                "chat",
                "runs",
                "runs list",
                "runs show",
                "runs explain",
                "runs resume",
                "approvals",
                "approvals list",
                "approvals show",
                "approvals approve",
                "approvals reject",
                "approvals edit",
                "approvals answer",
                "tiers",
                "tools",
                "keys",
                "keys create",
                "keys list",
                "keys revoke",
                "config",
                "config check",
                "drill",
                "drill provider"
            })
    void everyCommandHasHelpWithExamplesFirst(String command) {
        assertThat(run(command + " --help")).isZero();
        assertThat(screen.out().indexOf("Examples:"))
                .isPositive()
                .isLessThan(screen.out().indexOf("Usage:"));
        assertThat(screen.out()).contains("belay " + command.strip());
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void versionIsShown() {
        assertThat(run("--version")).isZero();
        assertThat(screen.out()).startsWith("belay ");
    }

    @Test
    void tiersAreATable() {
        server.on("GET /api/v1/tiers", Answer.json("""
                {"tiers":[{"id":"native","breaker":"closed","attempts":{"held":7}},
                          {"id":"adk","breaker":"open","attempts":{"held":0,"silent":2}}]}"""));

        assertThat(run("tiers --server " + server.url() + "/")).isZero();
        assertThat(screen.out()).isEqualTo("""
                TIER    BREAKER  ATTEMPTS
                native  closed   held 7
                adk     open     held 0, silent 2
                """);
    }

    @Test
    void jsonIsOneObjectAndNothingElse() {
        server.on("GET /api/v1/tools", Answer.json("{\"data\":[{\"name\":\"calculate\"}]}"));

        assertThat(run("tools --json --server " + server.url())).isZero();
        assertThat(Json.tree(screen.out()).path("data").get(0).path("name").asText())
                .isEqualTo("calculate");
        assertThat(screen.out().lines()).hasSize(1);
    }

    @Test
    void runsAreListedShownAndExplained() {
        String run = "{\"id\":\"r 1\",\"state\":\"failed\",\"error\":{\"reason\":\"silent\",\"detail\":\"5 s\"}}";
        server.on("GET /api/v1/runs?limit=3", Answer.json("{\"runs\":[" + run + "]}"));
        server.on("GET /api/v1/runs/r%201", Answer.json(run));
        server.on("GET /api/v1/runs/r%201/explain", Answer.json("""
                {"run_id":"r 1","state":"failed","summary":"Nobody answered.",
                 "steps":[{"seq":1,"at":"2026-01-01T00:00:00Z","kind":"attempt","tier":"native","text":"began"},
                          {"seq":2,"at":"2026-01-01T00:00:05.1Z","kind":"fell","tier":"native","text":"silent"}],
                 "effects":[{"tool":"write_file","effect_class":"RECONCILABLE","state":"DONE"}],
                 "usage":{"input_tokens":1,"output_tokens":0,"cost_usd":null}}"""));

        assertThat(run("runs list --limit 3 --server " + server.url())).isZero();
        assertThat(screen.out()).isEqualTo("""
                RUN  STATE   TIER  COST  STARTED
                r 1  failed  -     -     -
                """);
        Screen shown = Screen.plain();
        assertThat(run(shown, "runs", "show", "r 1", "--server", server.url())).isZero();
        assertThat(shown.out()).contains("state  failed").contains("silent: 5 s");
        Screen explained = Screen.plain();
        assertThat(run(explained, "runs", "explain", "r 1", "--server", server.url()))
                .isZero();
        assertThat(explained.out()).isEqualTo("""
                run r 1 · failed

                Nobody answered.

                #  after  tier    what
                1  0.0 s  native  attempt  began
                2  5.1 s  native  fell     silent

                effect      class         state
                write_file  RECONCILABLE  DONE

                1 token in, 0 tokens out, cost not known
                """);
    }

    @Test
    void aRunIsResumed() {
        server.on(
                "POST /api/v1/runs/r1/resume",
                new Answer(202, "application/json", "{\"id\":\"r1\",\"state\":\"RUNNING\"}"));

        assertThat(run("runs resume r1 --deadline 90s --server " + server.url()))
                .isZero();
        assertThat(screen.out()).contains("state  running");
        assertThat(server.asked().getFirst().body()).isEqualTo("{\"deadline_ms\":90000}");
    }

    @Test
    void aRunThatWaitsIsShownWithTheCommandThatDecides() {
        server.on("GET /api/v1/runs/r1", Answer.json("""
                {"id":"r1","state":"NEEDS_HUMAN","error":{"reason":"needs_human","detail":"refund?"},
                 "approval":{"id":"a1","command":"belay approvals approve a1"}}"""));

        assertThat(run("runs show r1 --server " + server.url())).isZero();
        assertThat(screen.out()).contains("needs_human: refund?\nto decide: belay approvals approve a1\n");
    }

    @Test
    void aKeyIsAloneOnStandardOutput() {
        server.on("POST /api/v1/keys", Answer.json("{\"id\":\"k1\",\"key\":\"belay_k1_secret\"}"));

        assertThat(run("keys create app --scopes ask,admin --tools calculate --server " + server.url()))
                .isZero();
        assertThat(screen.out()).isEqualTo("belay_k1_secret\n");
        assertThat(screen.err()).contains("k1").doesNotContain("secret");
        assertThat(server.asked().getFirst().body())
                .isEqualTo("{\"name\":\"app\",\"scopes\":[\"ask\",\"admin\"],\"tools\":[\"calculate\"]}");
    }

    @Test
    void aKeyIsRevoked() {
        server.on("DELETE /api/v1/keys/k1", new Answer(204, "application/json", ""));

        assertThat(run("keys revoke k1 --server " + server.url())).isZero();
        assertThat(screen.out()).isEqualTo("The key k1 is revoked.\n");
    }

    @Test
    void whatTheServerSaysIsToldInOneLine() {
        assertThat(run("runs show nothing --server " + server.url())).isEqualTo(2);
        assertThat(screen.err()).isEqualTo("belay: no GET /api/v1/runs/nothing\n");
    }

    @Test
    void aServerThatIsNotThereIsToldWithWhatToDo() {
        String url = server.url();
        server.close();

        assertThat(run("tiers --server " + url)).isEqualTo(1);
        assertThat(screen.err()).isEqualTo("belay: no server answers at " + url + "; start one with: belay serve\n");
    }

    private int run(String line) {
        return run(screen, line.isBlank() ? new String[0] : line.strip().split(" "));
    }

    private static int run(Screen screen, String... args) {
        return new Program(screen.terminal(), Facades.NOT_STARTED).run(args);
    }
}
