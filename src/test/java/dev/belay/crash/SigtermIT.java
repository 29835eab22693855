package dev.belay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.crash.rig.Gate;
import dev.belay.crash.rig.Site;
import dev.belay.platform.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that come and go in order: one is asked to stop under load, and two start at once before the same waiting
/// runs. `-Dcrash.seed` decides which calls are under way for how long.
class SigtermIT {
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int LEASE = Integer.getInteger("crash.lease", 3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHUTDOWN_SECONDS = 4;
    private static final int HAND_OVER_SECONDS = 3;
    /// For callers that still wait, `quarkus.virtual-threads.shutdown-timeout`.
    private static final int CALLERS_SECONDS = 5;

    private static final Duration GRACE =
            Duration.ofSeconds(SHUTDOWN_SECONDS + HAND_OVER_SECONDS + CALLERS_SECONDS + 3);
    /// Calls of the tool that are under way when the process is asked to stop.
    private static final int UNDER_WAY = 20;
    private static final int STREAM = 40;
    private static final int WAITING = 60;

    @TempDir
    Path scratch;

    private final Random random = new Random(SEED);

    /// @param early whether it was sent before the process was asked to stop
    /// @param status of the answer; 0: the connection was refused or closed
    private record Told(boolean early, int status) {}

    private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
    private volatile boolean asked;

    @Test
    void aProcessThatIsAskedToStopLeavesNothingBehind() throws Exception {
        List<Case> cases = cases(UNDER_WAY + STREAM);
        Barrier slow = new Barrier(frame -> frame.text().startsWith("POST"), Gate.Watch.NOTHING);
        Path logs = Path.of("target/crash/sigterm-" + SEED);
        try (Scene scene = new Scene(scratch, logs, Conversations.slow(cases, 50), LEASE, Stopping::new)) {
            Site.Watches watches = new Site.Watches(Gate.Watch.NOTHING, slow, Gate.Watch.NOTHING);
            var starting = CompletableFuture.supplyAsync(() -> scene.site("stays", Site.Watches.NONE));
            try (Site leaves = scene.site("leaves", watches);
                    Site stays = starting.join()) {
                slow.lower();
                var callers = callAll(scene, cases.subList(0, UNDER_WAY), leaves, stays);
                assertThat(Scene.within(PATIENCE, () -> slow.standing() == UNDER_WAY))
                        .as("calls under way: " + slow.standing())
                        .isTrue();
                long exited = stop(scene, cases, slow, leaves, stays, callers);
                boolean settled = scene.settled(cases, PATIENCE);
                report(scene, cases, exited, leaves);
                assertThat(settled).as(scene.states()).isTrue();
            }
        }
    }

    /// @return milliseconds until the process was gone
    private long stop(
            Scene scene, List<Case> cases, Barrier slow, Site leaves, Site stays, CompletableFuture<Void> callers)
            throws Exception {
        CompletableFuture<?> gone =
                ProcessHandle.of(leaves.process().pid()).orElseThrow().onExit();
        Set<String> answered = cases.subList(0, UNDER_WAY).stream()
                .filter(_ -> random.nextBoolean())
                .map(one -> "\"" + one.mark(1) + "\"")
                .collect(Collectors.toSet());
        long began = System.nanoTime();
        asked = true;
        leaves.signal("TERM");
        // Some come in before the process has heard of it, and some when it has.
        List<Case> stream = cases.subList(UNDER_WAY, cases.size());
        var atOnce = callAll(scene, stream.subList(0, STREAM / 2), leaves, stays);
        Scene.within(GRACE, () -> scene.client().status(leaves.process(), "/q/health/ready") != 200);
        slow.wave(text -> answered.stream().anyMatch(text::contains));
        var afterwards = callAll(scene, stream.subList(STREAM / 2, STREAM), leaves, stays);
        gone.get(GRACE.toSeconds() * 2, TimeUnit.SECONDS);
        long exited = Duration.ofNanos(System.nanoTime() - began).toMillis();
        // What was under way to the tool arrives after all.
        slow.raise();
        CompletableFuture.allOf(callers, atOnce, afterwards).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return exited;
    }

    private void report(Scene scene, List<Case> cases, long exited, Site leaves) throws Exception {
        Map<String, Scene.Known> runs = scene.runs();
        Map<String, Integer> effects = scene.effects();
        Map<String, Long> answers = told.stream()
                .collect(Collectors.groupingBy(
                        one -> (one.early() ? "sent before " : "sent after ") + one.status(),
                        TreeMap::new,
                        Collectors.counting()));
        String report =
                "SIGTERM, seed %d: %d runs, %d calls under way; gone after %d ms; %s; resumed %d times%nanswers: %s%n"
                        .formatted(
                                SEED,
                                cases.size(),
                                UNDER_WAY,
                                exited,
                                scene.states(),
                                runs.values().stream()
                                        .mapToInt(Scene.Known::resumed)
                                        .sum(),
                                answers);
        System.out.println(report);
        Files.writeString(Path.of("target/sigterm.md"), report);
        assertThat(cases).allSatisfy(one -> assertThat(Matrix.flaw(one, runs.get(one.mark()), effects))
                .as(one + " " + runs.get(one.mark()))
                .isNull());
        assertThat(told).filteredOn(Told::early).as("sent before").noneMatch(one -> one.status() >= 400);
        assertThat(told)
                .filteredOn(one -> !one.early() && one.status() >= 400)
                .as("sent after")
                .allMatch(one -> one.status() == 503);
        assertThat(exited).as("gone after ms").isLessThan(GRACE.toMillis());
        assertThat(leaves.process().output()).contains("are left to other processes");
    }

    private CompletableFuture<Void> callAll(Scene scene, List<Case> cases, Site first, Site other) {
        return CompletableFuture.allOf(cases.stream()
                .map(one -> CompletableFuture.runAsync(() -> call(scene, one, first, other), task -> Thread.ofVirtual()
                        .start(task)))
                .toArray(CompletableFuture[]::new));
    }

    /// Every other caller waits for the end of its run. Who is turned away asks the other process with the same key.
    private void call(Scene scene, Case one, Site first, Site other) {
        String body = Json.write(Client.body(one).put("wait", one.number() % 2 == 0));
        if (!accepted(scene, one, body, first) && !accepted(scene, one, body, other)) {
            throw new IllegalStateException(one + " was turned away by both");
        }
    }

    private boolean accepted(Scene scene, Case one, String body, Site site) {
        boolean early = !asked;
        int status = status(scene.client().post(site.process(), "/api/v1/runs", body, "Idempotency-Key", one.mark()));
        told.add(new Told(early, status));
        return status / 100 == 2;
    }

    private static int status(CompletableFuture<HttpResponse<String>> answer) {
        try {
            return answer.join().statusCode();
        } catch (CompletionException _) {
            return 0;
        }
    }

    @Test
    void twoThatStartAtOnceShareWhatWaits() throws Exception {
        List<Case> cases = cases(WAITING);
        Barrier provider = new Barrier(_ -> true, Gate.Watch.NOTHING);
        Path logs = Path.of("target/crash/start-" + SEED);
        try (Scene scene = new Scene(scratch, logs, Conversations.of(cases), LEASE)) {
            Site before = scene.site("before", new Site.Watches(Gate.Watch.NOTHING, Gate.Watch.NOTHING, provider));
            provider.lower();
            assertThat(scene.accepted(before, cases)).isTrue();
            assertThat(Scene.within(PATIENCE, () -> provider.standing() == WAITING))
                    .isTrue();
            before.close();
            provider.raise();
            var one = CompletableFuture.supplyAsync(() -> scene.site("one", Site.Watches.NONE));
            try (Site two = scene.site("two", Site.Watches.NONE);
                    Site first = one.join()) {
                boolean settled = scene.settled(cases, PATIENCE);
                Set<String> here = takenBy(first);
                Set<String> there = takenBy(two);
                System.out.printf(
                        "two at once, seed %d: %d runs, %d and %d%n", SEED, WAITING, here.size(), there.size());
                assertThat(settled).as(scene.states()).isTrue();
                Set<String> all = new HashSet<>(here);
                all.addAll(there);
                assertThat(all).as("each by one").hasSize(WAITING).hasSize(here.size() + there.size());
                Map<String, Scene.Known> runs = scene.runs();
                Map<String, Integer> effects = scene.effects();
                assertThat(cases).allSatisfy(run -> {
                    assertThat(Matrix.flaw(run, runs.get(run.mark()), effects)).isNull();
                    assertThat(runs.get(run.mark()).resumed()).isEqualTo(1);
                });
            }
        }
    }

    private static final Pattern TAKEN = Pattern.compile("run (\\S+) is carried on here");

    private static Set<String> takenBy(Site site) {
        List<String> taken = TAKEN.matcher(site.process().output())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(taken).doesNotHaveDuplicates();
        return Set.copyOf(taken);
    }

    private List<Case> cases(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(number -> Case.free(number, Effect.KEYED, number < UNDER_WAY ? 1 : 1 + random.nextInt(2)))
                .toList());
    }

    /// Times of an orderly end that a test can wait for.
    private record Stopping(CountingTools tools) implements Site.Setting {
        Stopping(Path plugins) {
            this(CountingTools.free(plugins));
        }

        @Override
        public String yaml(int provider, int tools) {
            return this.tools.yaml(provider, tools);
        }

        @Override
        public Map<String, String> environment(String url) {
            return Map.of(
                    "QUARKUS_SHUTDOWN_TIMEOUT", SHUTDOWN_SECONDS + "S",
                    "BELAY_OWNERSHIP_HAND_OVER", HAND_OVER_SECONDS + "S");
        }
    }
}
