package dev.belay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.belay.crash.rig.Site;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Pause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the packaged application at every numbered point of the loop, lets another process take over, and counts
/// effects outside of both.
///
/// `-Dcrash.seeds=20` does so that often, `-Dcrash.seed` begins with that seed. A seed decides the order of the
/// runs, how many calls each makes and which is hit, and whether what was under way when the process died arrives.
class CrashMatrixIT {
    private static final int SEEDS = Integer.getInteger("crash.seeds", 1);
    private static final int ZOMBIE_SEEDS = Integer.getInteger("crash.zombie-seeds", 0);
    private static final long FIRST_SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int LEASE = Integer.getInteger("crash.lease", 5);
    /// Runs of each seed whose model writes a program; `all`: every point of every class.
    private static final String PROGRAMS = System.getProperty("crash.programs", "8");

    /// The same of runs that race or vote.
    private static final String STRATEGIES = System.getProperty("crash.strategies", "4");

    /// More than the runs of one seed.
    private static final int NUMBERS = 1_000;

    private static final Duration PARKED_WITHIN = Duration.ofSeconds(60);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(40);

    private static final String BRANCHES_AFTER_A_CLAIM = """
            select distinct late.run_id::text from journal late join journal claim on claim.run_id = late.run_id
            where claim.kind = 'branched' and lower(claim.fact ->> 'stage') = 'claimed'
                and late.kind = 'branched' and lower(late.fact ->> 'stage') = 'started' and late.seq > claim.seq""";

    @TempDir
    Path scratch;

    private final Matrix matrix = Matrix.byEffect();
    private final Matrix programs = Matrix.byEffect();
    private final Matrix strategies = Matrix.byEffect();
    private final List<String> racedAnew = new ArrayList<>();
    private final List<Long> takeovers = new ArrayList<>();
    private final List<String> stuck = new ArrayList<>();
    private final List<String> notParked = new ArrayList<>();

    @Test
    void everyPointEveryClass() throws Exception {
        prove("crash-matrix", SEEDS, true, this::kill);
    }

    /// A process that wakes up after others have finished its runs, and whose writes only arrive then.
    @Test
    void everyPointEveryClassPaused() throws Exception {
        assumeThat(ZOMBIE_SEEDS).as("-Dcrash.zombie-seeds").isPositive();
        prove("zombie-matrix", ZOMBIE_SEEDS, false, this::pause);
    }

    private void prove(String name, int seeds, boolean late, Blow blow) throws Exception {
        System.out.println(name + ": -Dcrash.seed=" + FIRST_SEED + ", " + seeds + " seeds");
        List<List<Case>> rounds = new ArrayList<>();
        int number = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            List<Case> cases = cases(new Random(seed), number, late);
            number += NUMBERS;
            rounds.add(cases);
        }
        List<Case> all = rounds.stream().flatMap(List::stream).toList();
        Path logs = Path.of("target/crash/" + name + "-" + FIRST_SEED);
        try (Scene scene = new Scene(scratch, logs, Conversations.of(all), LEASE, CountingTools::programmable)) {
            play(scene, rounds, blow);
        }
        String report =
                "Seeds %d to %d, lease %d s, %d runs, %d blows; longest takeover %d ms.%n%n%s%nWith a program of the model:%n%n%s%nRacing and voting:%n%n%s"
                        .formatted(
                                FIRST_SEED,
                                FIRST_SEED + seeds - 1,
                                LEASE,
                                all.size(),
                                rounds.size(),
                                takeovers.stream()
                                        .mapToLong(Long::longValue)
                                        .max()
                                        .orElse(0),
                                matrix.table(),
                                programs.table(),
                                strategies.table());
        Files.writeString(Path.of("target/" + name + ".md"), report);
        System.out.println(report);
        stuck.forEach(one -> System.out.println("not carried on while its owner was paused: " + one));
        notParked.forEach(one -> System.out.println("not parked: " + one));
        assertThat(matrix.wrong()).isEmpty();
        assertThat(programs.wrong()).isEmpty();
        assertThat(strategies.wrong()).isEmpty();
        assertThat(racedAnew).as("raced anew though bound to a branch").isEmpty();
        assertThat(stuck).as("not carried on while the owner was paused").isEmpty();
        assertThat(notParked).as("not parked").isEmpty();
    }

    private static List<Case> cases(Random random, int first, boolean mayBeLate) {
        List<Case> cases = cases(random, first, mayBeLate, LoopPoint.values());
        List<Case> programs = cases(random, first + cases.size(), mayBeLate, ProgramPoint.values());
        int used = first + cases.size() + programs.size();
        cases.addAll(some(PROGRAMS, programs, random));
        cases.addAll(some(STRATEGIES, cases(random, used, mayBeLate, StrategyPoint.values()), random));
        Collections.shuffle(cases, random);
        return cases;
    }

    private static List<Case> some(String howMany, List<Case> all, Random random) {
        Collections.shuffle(all, random);
        return all.subList(0, howMany.equals("all") ? all.size() : Math.min(all.size(), Integer.parseInt(howMany)));
    }

    private static List<Case> cases(Random random, int first, boolean mayBeLate, Point... points) {
        List<Case> cases = new ArrayList<>();
        for (Point point : points) {
            for (Effect effect : Effect.values()) {
                for (boolean before : new boolean[] {true, false}) {
                    if (point.occursWith(effect)) {
                        int calls = 1 + random.nextInt(2);
                        int hit = 1 + random.nextInt(calls);
                        boolean late = random.nextBoolean() && before && mayBeLate;
                        cases.add(new Case(first + cases.size(), effect, point, before, late, calls, hit));
                    }
                }
            }
        }
        return cases;
    }

    /// Each process is the standby of one round and the victim of the next.
    private void play(Scene scene, List<List<Case>> rounds, Blow blow) {
        Plan plan = new Plan();
        Site victim = scene.site("process-0", plan.watches());
        for (int round = 0; round < rounds.size(); round++) {
            Plan nextPlan = new Plan();
            Site standby = scene.site("process-" + (round + 1), nextPlan.watches());
            List<Case> cases = rounds.get(round);
            park(scene, cases, plan, victim);
            blow.strike(scene, cases, plan, victim, standby);
            Map<String, Scene.Known> runs = scene.runs();
            Map<String, Integer> effects = scene.effects();
            cases.forEach(one -> matrix(one.point()).add(one, runs.get(one.mark()), effects));
            racedAnew.addAll(racedAnew(scene, cases, runs));
            victim.close();
            victim = standby;
            plan = nextPlan;
        }
        victim.close();
    }

    private Matrix matrix(Point point) {
        return switch (point) {
            case LoopPoint _, ApprovalPoint _ -> matrix;
            case ProgramPoint _ -> programs;
            case StrategyPoint _ -> strategies;
        };
    }

    /// Once a race is bound to a branch it goes on from there, one tier after the other, whoever carries it on.
    private static List<String> racedAnew(Scene scene, List<Case> cases, Map<String, Scene.Known> runs) {
        List<String> started = scene.database().rows(BRANCHES_AFTER_A_CLAIM).stream()
                .map(List::getFirst)
                .toList();
        return cases.stream()
                .filter(one -> one.point() instanceof StrategyPoint point && point.bound())
                .filter(one -> started.contains(runs.get(one.mark()).id()))
                .map(Case::toString)
                .toList();
    }

    private void park(Scene scene, List<Case> cases, Plan plan, Site victim) {
        plan.arm(cases);
        NavigableMap<Integer, List<Case>> waves = cases.stream()
                .collect(Collectors.groupingBy(one -> one.point().patience(), TreeMap::new, Collectors.toList()));
        waves.descendingMap().values().forEach(wave -> {
            scene.client().submit(victim.process(), wave);
            Scene.within(PARKED_WITHIN, () -> wave.stream().allMatch(plan::parked));
        });
        cases.stream().filter(one -> !plan.parked(one)).map(Case::toString).forEach(notParked::add);
    }

    /// What happens to the victim while its runs stand at their points, until all of them are over.
    @FunctionalInterface
    private interface Blow {
        void strike(Scene scene, List<Case> cases, Plan plan, Site victim, Site standby);
    }

    private void kill(Scene scene, List<Case> cases, Plan plan, Site victim, Site standby) {
        victim.kill();
        String killed = scene.now();
        plan.disarm();
        plan.release(cases, Case::late);
        scene.client().submitAgain(standby.process(), cases).join();
        scene.settled(cases, SETTLED_WITHIN);
        takeovers.addAll(scene.takeovers(killed));
    }

    private void pause(Scene scene, List<Case> cases, Plan plan, Site victim, Site standby) {
        victim.signal("STOP");
        String paused = scene.now();
        plan.disarm();
        scene.client().submitAgain(standby.process(), cases).join();
        if (!scene.settled(cases, SETTLED_WITHIN)) {
            Map<String, Scene.Known> runs = scene.runs();
            cases.stream()
                    .filter(one ->
                            runs.get(one.mark()) == null || runs.get(one.mark()).open())
                    .forEach(one -> stuck.add(one + ": " + runs.get(one.mark())));
        }
        takeovers.addAll(scene.takeovers(paused));
        plan.release(cases, one -> !resent(one));
        victim.signal("CONT");
        // Everything that was under way arrives, and the process finds out.
        Pause.REAL.await(Duration.ofSeconds(LEASE), new Cancellation());
        scene.settled(cases, SETTLED_WITHIN);
        System.out.println("stale writes refused: " + scene.refusedBy(victim));
    }

    /// A request that arrives after the destination has said that it did not happen, and after its own time limit,
    /// would be a second effect: no sender can prevent that, and only a destination that knows the key would
    /// notice.
    private static boolean resent(Case one) {
        return one.effect() == Effect.RECONCILABLE && one.atTool() && one.before();
    }
}
