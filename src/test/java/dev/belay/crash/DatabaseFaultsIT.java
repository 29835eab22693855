package dev.belay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.crash.rig.Site;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to the database under load costs nothing that was acknowledged, and is over when the database is back.
class DatabaseFaultsIT {
    private static final int RUNS = Integer.getInteger("crash.database.runs", 12);
    private static final int AWAY_SECONDS = Integer.getInteger("crash.database.away", 3);
    private static final int LEASE = Integer.getInteger("crash.lease", 3);
    private static final int SLOWNESS_MILLIS = 150;
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(120);

    @TempDir
    Path scratch;

    private final List<Case> cases = new ArrayList<>();
    private Scene scene;
    private Site site;

    @BeforeEach
    void start() {
        for (int number = 0; number < RUNS; number++) {
            cases.add(Case.free(number, Effect.values()[number % Effect.values().length], 2));
        }
        scene = new Scene(scratch, Path.of("target/crash/database"), Conversations.slow(cases, SLOWNESS_MILLIS), LEASE);
        site = scene.site("process", Site.Watches.NONE);
    }

    @AfterEach
    void stop() {
        site.close();
        scene.close();
    }

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        List<List<Case>> thirds = List.of(
                cases.subList(0, RUNS / 3), cases.subList(RUNS / 3, 2 * RUNS / 3), cases.subList(2 * RUNS / 3, RUNS));

        submit(thirds.get(0));
        int cut = scene.database().terminateAll();
        assertThat(cut).as("connections cut").isPositive();
        await(200, READY_WITHIN);

        submit(thirds.get(1));
        scene.database().crashAndRestart();
        await(200, READY_WITHIN);

        submit(thirds.get(2));
        site.database().away(true);
        await(503, Duration.ofSeconds(AWAY_SECONDS));
        Pause.REAL.await(Duration.ofSeconds(AWAY_SECONDS), new Cancellation());
        site.database().away(false);
        await(200, READY_WITHIN);

        judge();
    }

    /// Half of them are acknowledged before the fault comes; who was not asks again afterwards.
    private void submit(List<Case> some) {
        scene.client().submitAgain(site.process(), cases.subList(0, cases.indexOf(some.getFirst())));
        var submitted = scene.client().submit(site.process(), some);
        Scene.within(
                Duration.ofSeconds(20),
                () -> submitted.isDone()
                        || some.stream().filter(scene.client()::accepted).count() >= some.size() / 2);
    }

    private void await(int status, Duration within) {
        assertThat(Scene.within(within, () -> status == scene.client().status(site.process(), "/q/health/ready")))
                .as("readiness " + status)
                .isTrue();
    }

    /// How many runs of each effect class ended in which state.
    private Map<Effect, ? extends Map<String, Long>> byClass(Map<String, Scene.Known> runs) {
        return cases.stream()
                .collect(Collectors.groupingBy(
                        Case::effect,
                        TreeMap::new,
                        Collectors.groupingBy(
                                one -> runs.get(one.mark()).state(), TreeMap::new, Collectors.counting())));
    }

    private void judge() {
        Scene.within(Duration.ofSeconds(30), () -> {
            scene.client().submitAgain(site.process(), cases).join();
            return cases.stream().allMatch(scene.client()::accepted);
        });
        boolean settled = scene.settled(cases, SETTLED_WITHIN);
        Map<String, Scene.Known> runs = scene.runs();
        Map<String, Integer> effects = scene.effects();
        assertThat(settled).as(scene.states()).isTrue();
        System.out.println("database faults: " + RUNS + " runs: " + byClass(runs));
        assertThat(cases).allSatisfy(one -> {
            Scene.Known run = runs.get(one.mark());
            assertThat(run).as(one.mark()).isNotNull();
            assertThat(run.id())
                    .as("the run that was acknowledged")
                    .isEqualTo(scene.client().runId(one));
            assertThat(Matrix.loosely(one, run, effects)).as(one + " " + run).isNull();
        });
    }
}
