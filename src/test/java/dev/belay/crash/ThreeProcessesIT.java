package dev.belay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.crash.rig.Site;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Pause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three processes on one database, of which one after another is killed, or paused for longer than its lease, while
/// runs come in. `-Dcrash.runs=1000` is the whole proof; `-Dcrash.seed` decides who is hit and how.
class ThreeProcessesIT {
    private static final int RUNS = Integer.getInteger("crash.runs", 20);
    private static final int RUNS_PER_BLOW = Integer.getInteger("crash.runs-per-blow", 20);
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int LEASE = Integer.getInteger("crash.lease", 3);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(120);
    /// What the provider waits between two words, so that runs last long enough to be hit.
    private static final int SLOWNESS_MILLIS = 150;

    private static final Path REPORT = Path.of("target/three-processes.md");

    @TempDir
    Path scratch;

    private final Random random = new Random(SEED);
    private final List<Site> sites = new ArrayList<>();
    private final List<Long> takeovers = new ArrayList<>();
    private int kills;
    private int pauses;
    private long refused;

    @Test
    void everyRunEndsAndNothingHappensTwice() throws Exception {
        System.out.println("three processes: -Dcrash.seed=" + SEED + " -Dcrash.runs=" + RUNS);
        List<Case> cases = cases();
        Path logs = Path.of("target/crash/three-" + SEED);
        try (Scene scene = new Scene(scratch, logs, Conversations.slow(cases, SLOWNESS_MILLIS), LEASE)) {
            for (int i = 0; i < 3; i++) {
                sites.add(scene.site("process-" + i, Site.Watches.NONE));
            }
            try {
                strike(scene, cases);
                judge(scene, cases);
            } finally {
                sites.forEach(Site::close);
            }
        }
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Effect[] effects = Effect.values();
        for (int number = 0; number < RUNS; number++) {
            cases.add(Case.free(number, effects[number % effects.length], 1 + random.nextInt(2)));
        }
        return cases;
    }

    /// Submits some runs, hits a process, and so on. A client whose process is gone asks another with the same key.
    private void strike(Scene scene, List<Case> cases) {
        for (int from = 0; from < cases.size(); from += RUNS_PER_BLOW) {
            List<Case> some = cases.subList(from, Math.min(cases.size(), from + RUNS_PER_BLOW));
            for (Case one : some) {
                scene.client().submit(any().process(), List.of(one));
            }
            // Some of them have begun, the later ones have not.
            Pause.REAL.await(Duration.ofMillis(300 + random.nextInt(1200)), new Cancellation());
            if (random.nextBoolean()) {
                kill(scene, any());
            } else {
                pause(scene, any());
            }
            Scene.within(Duration.ofSeconds(30), () -> {
                scene.client().submitAgain(any().process(), some).join();
                return some.stream().allMatch(scene.client()::accepted);
            });
        }
    }

    private Site any() {
        return sites.get(random.nextInt(sites.size()));
    }

    private void kill(Scene scene, Site site) {
        refused += scene.refusedBy(site);
        List<String> orphans = scene.ownedBy(site);
        site.kill();
        String when = scene.now();
        kills++;
        site.restart();
        takeovers.addAll(scene.takeovers(when, orphans));
    }

    private void pause(Scene scene, Site site) {
        List<String> orphans = scene.ownedBy(site);
        site.signal("STOP");
        String when = scene.now();
        pauses++;
        Pause.REAL.await(Duration.ofSeconds(2L * LEASE), new Cancellation());
        site.signal("CONT");
        takeovers.addAll(scene.takeovers(when, orphans));
    }

    private void judge(Scene scene, List<Case> cases) throws Exception {
        boolean settled = scene.settled(cases, SETTLED_WITHIN);
        Map<String, Integer> effects = scene.effects();
        Map<String, Scene.Known> runs = scene.runs();
        for (Site site : sites) {
            refused += scene.refusedBy(site);
        }
        long longest = takeovers.stream().mapToLong(Long::longValue).max().orElse(0);
        long twice = effects.values().stream().filter(count -> count > 1).count();
        String report = """
                Seed %d, lease %d s: %d runs, %d kills, %d pauses of %d s.
                %s; resumed %d times.
                Takeovers of runs whose owner was hit: %d, longest %d ms. Stale writes refused: %d. Duplicates: %d.
                """.formatted(
                        SEED,
                        LEASE,
                        cases.size(),
                        kills,
                        pauses,
                        2 * LEASE,
                        scene.states(),
                        runs.values().stream().mapToInt(Scene.Known::resumed).sum(),
                        takeovers.size(),
                        longest,
                        refused,
                        twice);
        System.out.println(report);
        Files.writeString(REPORT, report);
        assertThat(twice).as("duplicates").isZero();
        assertThat(settled).as("all runs are over: " + scene.states()).isTrue();
        assertThat(cases).allSatisfy(one -> assertThat(Matrix.loosely(one, runs.get(one.mark()), effects))
                .as(one + " " + runs.get(one.mark()))
                .isNull());
        assertThat(longest).as("longest takeover in ms").isLessThan(2000L * LEASE);
    }
}
