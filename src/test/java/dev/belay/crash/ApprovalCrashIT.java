package dev.belay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.belay.crash.Reviewer.Pending;
import dev.belay.crash.rig.Site;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Pause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the packaged application at every numbered point of an approval, and has a person say the same again to the
/// process that takes over. Options are those of [CrashMatrixIT].
class ApprovalCrashIT {
    private static final int SEEDS = Integer.getInteger("crash.seeds", 1);
    private static final int ZOMBIE_SEEDS = Integer.getInteger("crash.zombie-seeds", 0);
    private static final long FIRST_SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int LEASE = Integer.getInteger("crash.lease", 5);
    private static final Duration PARKED_WITHIN = Duration.ofSeconds(40);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(40);
    /// Points are parked in the order of their patience.
    private static final int MOST_PATIENT = 2;

    @TempDir
    Path scratch;

    private final Matrix matrix =
            new Matrix(Stream.concat(Arrays.stream(Effect.values()).map(Effect::tool), Stream.of(Asked.NO))
                    .toList());
    private final List<String> notParked = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> stuck = new ArrayList<>();

    @Test
    void everyPointOfAnApproval() throws Exception {
        prove("approval-matrix", SEEDS, true, this::kill);
    }

    /// A process that wakes up after others have heard the decision and acted on it.
    @Test
    void everyPointOfAnApprovalPaused() throws Exception {
        assumeThat(ZOMBIE_SEEDS).as("-Dcrash.zombie-seeds").isPositive();
        prove("approval-zombie-matrix", ZOMBIE_SEEDS, false, this::pause);
    }

    private void prove(String name, int seeds, boolean late, Blow blow) throws Exception {
        System.out.println(name + ": -Dcrash.seed=" + FIRST_SEED + ", " + seeds + " seeds");
        List<List<Asked>> rounds = new ArrayList<>();
        int number = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            rounds.add(Asked.round(new Random(seed), number, late));
            number += rounds.getLast().size();
        }
        List<Asked> all = rounds.stream().flatMap(List::stream).toList();
        Path logs = Path.of("target/crash/" + name + "-" + FIRST_SEED);
        try (Scene scene = new Scene(scratch, logs, Conversations.of(cases(all)), LEASE, CountingTools::asking)) {
            play(scene, rounds, blow);
        }
        String report = "Seeds %d to %d, lease %d s, %d runs, %d blows.%n%n%s"
                .formatted(FIRST_SEED, FIRST_SEED + seeds - 1, LEASE, number, rounds.size(), matrix.table());
        Files.writeString(Path.of("target/" + name + ".md"), report);
        System.out.println(report);
        assertThat(matrix.wrong()).isEmpty();
        assertThat(refusals).as("decisions that were not taken").isEmpty();
        assertThat(stuck).as("not carried on while the owner was paused").isEmpty();
        assertThat(notParked).as("not parked").isEmpty();
    }

    private static List<Case> cases(List<Asked> asked) {
        return asked.stream().map(Asked::run).toList();
    }

    /// A process that takes over, and what is known of the one that is hit.
    private record Stage(Scene scene, List<Asked> asked, Reviewer reviewer, Actor victim, Actor standby) {
        List<Case> cases() {
            return ApprovalCrashIT.cases(asked);
        }
    }

    private record Actor(Site site, Plan plan, Barrier looks) {
        static Actor on(Scene scene, int number) {
            Plan plan = new Plan();
            Site.Watches watches = plan.watches();
            Barrier looks = Barrier.beforeLooks(watches.database());
            watches = new Site.Watches(looks, watches.tools(), watches.provider());
            return new Actor(scene.site("process-" + number, watches), plan, looks);
        }
    }

    /// Each process is the standby of one round and the victim of the next.
    private void play(Scene scene, List<List<Asked>> rounds, Blow blow) {
        CompletableFuture<Actor> first = CompletableFuture.supplyAsync(() -> Actor.on(scene, 0));
        Actor standby = Actor.on(scene, 1);
        Actor victim = first.join();
        for (int round = 0; round < rounds.size(); round++) {
            List<Asked> asked = rounds.get(round);
            Stage stage = new Stage(scene, asked, new Reviewer(scene, asked), victim, standby);
            park(stage);
            blow.strike(stage);
            judge(stage);
            victim.site().close();
            victim = standby;
            standby = round + 1 < rounds.size() ? Actor.on(scene, round + 2) : null;
        }
        victim.site().close();
    }

    /// Lets nobody but the victim work, and decides so far that every run comes to its point.
    private void park(Stage stage) {
        stage.standby().looks().lower();
        Scene.within(PARKED_WITHIN, () -> stage.standby().looks().standing() > 0);
        stage.victim().plan().arm(stage.cases());
        stage.scene().accepted(stage.victim().site(), stage.cases());
        Scene.within(PARKED_WITHIN, () -> {
            List<Pending> pending = decide(stage, MOST_PATIENT);
            Set<Asked> waiting = pending.stream()
                    .filter(one ->
                            one.resting() && one.call() == one.asked().run().hit())
                    .map(Pending::asked)
                    .collect(Collectors.toSet());
            return stage.asked().stream()
                    .allMatch(one -> one.waits() || patience(one) < MOST_PATIENT
                            ? waiting.contains(one)
                            : stage.victim().plan().parked(one.run()));
        });
        for (int patience = MOST_PATIENT - 1; patience >= 0; patience--) {
            goOnTogether(stage, patience);
        }
        stage.asked().stream()
                .filter(one -> !one.waits() && !stage.victim().plan().parked(one.run()))
                .map(Asked::toString)
                .forEach(notParked::add);
    }

    /// Decides on runs that then are taken by one look, because some of them cannot stand for long at their points, or
    /// keep others from being taken.
    private void goOnTogether(Stage stage, int patience) {
        Barrier looks = stage.victim().looks();
        looks.lower();
        // What was found by an earlier look is begun by then.
        Scene.within(PARKED_WITHIN, () -> looks.standing() > 0);
        Scene.within(PARKED_WITHIN, () -> decide(stage, patience).stream().noneMatch(one -> due(stage, one, patience)));
        looks.raise();
        Scene.within(PARKED_WITHIN, () -> stage.asked().stream()
                .filter(one -> patience(one) == patience)
                .allMatch(one -> stage.victim().plan().parked(one.run())));
    }

    private static int patience(Asked one) {
        return one.run().point().patience();
    }

    private static List<Pending> decide(Stage stage, int patience) {
        List<Pending> pending = stage.reviewer().pending();
        pending.stream().filter(one -> due(stage, one, patience)).forEach(one -> stage.reviewer()
                .decide(stage.victim().site().process(), one));
        return pending;
    }

    private static boolean due(Stage stage, Pending one, int patience) {
        boolean parked = stage.victim().plan().parked(one.asked().run());
        return one.asked().dueBefore(one.call(), patience, parked);
    }

    /// What happens to the victim while its runs stand at their points, until all of them are over.
    @FunctionalInterface
    private interface Blow {
        void strike(Stage stage);
    }

    private void kill(Stage stage) {
        stage.victim().site().kill();
        stage.victim().plan().disarm();
        stage.victim().plan().release(stage.cases(), Case::late);
        stage.victim().looks().raise();
        goOn(stage);
    }

    private void pause(Stage stage) {
        stage.victim().site().signal("STOP");
        stage.victim().plan().disarm();
        if (!goOn(stage)) {
            flaws(stage).forEach((one, flaw) -> stuck.add(one + ": " + flaw));
        }
        stage.victim().plan().release(stage.cases(), one -> !resent(one));
        stage.victim().looks().raise();
        stage.victim().site().signal("CONT");
        // Everything that was under way arrives, and the process finds out.
        Pause.REAL.await(Duration.ofSeconds(LEASE), new Cancellation());
    }

    /// See [CrashMatrixIT].
    private static boolean resent(Case one) {
        return one.effect() == Effect.RECONCILABLE && one.point() == ApprovalPoint.TOOL_CALLED && one.before();
    }

    /// Has the standby work, and says to it what the victim did not answer, and what is yet to be said.
    ///
    /// @return whether everything is as it should be
    private boolean goOn(Stage stage) {
        stage.standby().looks().raise();
        var process = stage.standby().site().process();
        stage.scene().client().submitAgain(process, stage.cases()).join();
        stage.reviewer().again(process);
        boolean right = Scene.within(SETTLED_WITHIN, () -> {
            stage.reviewer().pending().forEach(one -> stage.reviewer().decide(process, one));
            return stage.reviewer().heard(process) && flaws(stage).isEmpty();
        });
        refusals.addAll(stage.reviewer().refusals(process));
        return right;
    }

    private void judge(Stage stage) {
        Map<String, Scene.Known> runs = stage.scene().runs();
        Map<String, Integer> effects = stage.scene().effects();
        Map<Asked, String> flaws = flaws(stage);
        stage.asked()
                .forEach(one -> matrix.add(
                        one.run(),
                        one.column(),
                        flaws.get(one),
                        runs.get(one.run().mark()),
                        effects));
    }

    private static Map<Asked, String> flaws(Stage stage) {
        Map<String, Scene.Known> runs = stage.scene().runs();
        Map<String, Integer> effects = stage.scene().effects();
        Map<String, Asked.Said> said = stage.reviewer().said();
        String doubts = stage.scene().client().text(stage.standby().site().process(), "/api/v1/doubts?limit=200");
        Map<Asked, String> flaws = new HashMap<>();
        for (Asked one : stage.asked()) {
            String mark = one.run().mark();
            String flaw = one.flaw(runs.get(mark), effects, said.get(mark));
            boolean tasked = !one.run().unknowable()
                    || doubts.contains(one.run().mark(one.run().hit()));
            if (flaw != null || !tasked) {
                flaws.put(one, flaw != null ? flaw : "nobody is asked what became of it");
            }
        }
        return flaws;
    }
}
