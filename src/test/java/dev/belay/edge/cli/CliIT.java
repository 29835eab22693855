package dev.belay.edge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.belay.edge.cli.ServerDouble.Answer;
import dev.belay.support.Interrupts;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program as a process.
class CliIT {
    private static final Path JAR = Path.of(System.getProperty("belay.jar", "target/quarkus-app/quarkus-run.jar"));

    @TempDir
    Path scratch;

    private final ServerDouble server = new ServerDouble();

    @BeforeAll
    static void packaged() {
        assertThat(JAR).as("the packaged program").exists();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void helpAndVersion() throws Exception {
        Ended help = run(Map.of(), "", "--help");
        Ended version = run(Map.of(), "", "--version");

        assertThat(help.out()).contains("Examples:", "Commands:", "demo", "serve", "drill");
        assertThat(version.out()).matches("belay \\d+\\.\\d+\\.\\d+\\S*\n");
        assertThat(List.of(help.exit(), version.exit())).containsOnly(0);
    }

    @Test
    void wrongUsageEndsWithTwo() throws Exception {
        Ended ended = run(Map.of(), "", "tiers", "--sever", "x");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("--sever", "Try: belay tiers --help");
    }

    @Test
    void aCommandThatTalksToAServerDoesNotStartTheApplication() throws Exception {
        server.on("GET /api/v1/tiers", Answer.json("{\"tiers\":[{\"id\":\"native\"}]}"));
        run(Map.of(), "", "tiers", "--server", server.url());

        Ended ended = run(Map.of(), "", "tiers", "--server", server.url());

        System.out.println("belay tiers: " + ended.took().toMillis() + " ms");
        assertThat(ended.out()).isEqualTo("TIER    BREAKER  ATTEMPTS\nnative  -        -\n");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isZero();
    }

    @Test
    void askTakesStandardInputAndKeepsTheAnswerAlone() throws Exception {
        server.on(
                "POST /api/v1/runs", Answer.json("{\"id\":\"r1\",\"state\":\"running\",\"strategy\":\"sequential\"}"));
        server.on("GET /api/v1/runs/r1/events", Answer.events("""
                id: 1
                event: attempt_started
                data: {"tier":"native","number":1,"carried_over":0}

                id: 2
                event: tier_held
                data: {"tier":"native","degraded":false}

                """));
        server.on("GET /api/v1/runs/r1", Answer.json("""
                {"id":"r1","state":"succeeded","answer":{"text":"Größe: 42 ✓"}}"""));

        Ended ended = run(
                Map.of("NO_COLOR", "1", "FORCE_COLOR", "1", "BELAY_SERVER", server.url(), "LC_ALL", "C"),
                "der Größe nach\n",
                "ask",
                "Sortiere");

        assertThat(ended.out()).isEqualTo("Größe: 42 ✓\n");
        assertThat(ended.err()).startsWith("run r1 · sequential\n[1] native ▸").doesNotContain("\u001b");
        assertThat(ended.exit()).isZero();
        assertThat(server.asked().getFirst().body()).contains("der Größe nach\\n\\nSortiere");
    }

    @Test
    void colourIsForcedIntoAPipe() throws Exception {
        server.on("POST /api/v1/runs", Answer.json("{\"id\":\"r1\",\"state\":\"failed\",\"strategy\":\"sequential\"}"));

        Ended ended = run(Map.of("FORCE_COLOR", "1", "BELAY_SERVER", server.url()), "", "ask", "x");

        assertThat(ended.err()).contains("╭─ run r1", "\u001b[33m");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void configCheckNamesThePropertyAndTheFileComesBelowTheEnvironment() throws Exception {
        Path file = Files.writeString(scratch.resolve("my conf.yaml"), "quarkus:\n  http:\n    port: eighty\n");

        Ended wrong = run(Map.of(), "", "config", "check", "--config", file.toString());
        Ended right = run(Map.of("BELAY_CONFIG", file.toString(), "QUARKUS_HTTP_PORT", "80"), "", "config", "check");

        assertThat(wrong.err()).startsWith("belay: quarkus.http.port: ");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(right.exit()).isZero();
    }

    @Test
    @Timeout(60)
    void ctrlCCancelsTheRunOnTheServer() throws Exception {
        assumeThat(Interrupts.IGNORED).as("SIGINT is ignored").isFalse();
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch followed = new CountDownLatch(1);
        server.on(
                "POST /api/v1/runs", Answer.json("{\"id\":\"r1\",\"state\":\"running\",\"strategy\":\"sequential\"}"));
        server.on("POST /api/v1/runs/r1/cancel", _ -> {
            cancelled.countDown();
            return Answer.json("{}");
        });
        server.on("GET /api/v1/runs/r1/events", _ -> {
            followed.countDown();
            await(cancelled);
            return Answer.events("");
        });
        server.on("GET /api/v1/runs/r1", Answer.json("{\"id\":\"r1\",\"state\":\"cancelled\"}"));

        Process process = start(Map.of("BELAY_SERVER", server.url()), List.of("ask", "x"));
        process.getOutputStream().close();
        await(followed);
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();

        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(server.asked()).anyMatch(asked -> asked.line().equals("POST /api/v1/runs/r1/cancel"));
    }

    @Test
    @Timeout(60)
    void theStandInProviderRunsUntilItIsStopped() throws Exception {
        assumeThat(Interrupts.IGNORED).as("SIGINT is ignored").isFalse();
        Process process = start(Map.of(), List.of("drill", "provider"));
        String address = process.inputReader(UTF_8).readLine();
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();

        assertThat(address).matches("http://127\\.0\\.0\\.1:\\d+/v1");
        assertThat(process.waitFor()).isEqualTo(130);
    }

    private record Ended(int exit, String out, String err, Duration took) {}

    private Ended run(Map<String, String> environment, String input, String... args) throws Exception {
        long begun = System.nanoTime();
        Process process = start(environment, List.of(args));
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        int exit = process.waitFor();
        return new Ended(
                exit, out, Files.readString(scratch.resolve("err")), Duration.ofNanos(System.nanoTime() - begun));
    }

    private Process start(Map<String, String> environment, List<String> args) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toString()));
        line.addAll(args);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectError(scratch.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BELAY_") || name.equals("NO_COLOR"));
        builder.environment().put("XDG_CONFIG_HOME", scratch.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
