package dev.belay.drill.score;

import dev.belay.drill.StandIn;
import dev.belay.drill.score.caller.Client;
import dev.belay.drill.score.check.Point;
import dev.belay.drill.score.gateway.Target;
import dev.belay.drill.score.play.Exercise;
import dev.belay.drill.score.play.Trial;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Plays a programme against a gateway: many trials at the same time, as each is mostly waiting, and after them those
/// that have to be alone.
public final class Drill {
    private static final int AT_ONCE = 12;

    private final StandIn provider;
    private final Target target;
    private final Extent extent;
    private final Consumer<String> progress;
    private final Map<String, ReentrantLock> scopes = new ConcurrentHashMap<>();

    /// @param rounds how often each exercise is played in each mode
    /// @param scale by which the durations of faults are multiplied, as the provider was told
    public record Extent(int rounds, double scale) {}

    /// @param progress hears a line now and then
    public Drill(StandIn provider, Target target, Extent extent, Consumer<String> progress) {
        this.provider = provider;
        this.target = target;
        this.extent = extent;
        this.progress = progress;
    }

    /// @throws InterruptedException if it is to end before the end
    public Scorecard run(List<Exercise> exercises) throws InterruptedException {
        long start = Time.SYSTEM.nanos();
        Map<Exercise, List<Line.Played>> played = new LinkedHashMap<>();
        try (Workers workers = new Workers();
                Client caller = target.client(workers)) {
            Trial.Setting setting =
                    new Trial.Setting(provider, caller, workers, target.own(), target.ways(), extent.scale);
            List<Exercise> fit = exercises.stream()
                    .filter(exercise -> target.unfit(exercise).isEmpty())
                    .toList();
            play(setting, fit.stream().filter(exercise -> !exercise.alone()).toList(), AT_ONCE, played);
            play(setting, fit.stream().filter(Exercise::alone).toList(), 1, played);
        }
        return new Scorecard(
                target.base().toString(),
                extent.rounds,
                extent.scale,
                Time.SYSTEM.since(start),
                lines(exercises, played));
    }

    /// About how long a run takes, where what is waited for is what faults last and not what a machine can do.
    public Duration estimate(List<Exercise> exercises) {
        double together = 0;
        double longest = 0;
        double alone = 0;
        for (Exercise exercise : exercises) {
            if (target.unfit(exercise).isPresent()) {
                continue;
            }
            double each = exercise.seconds() * extent.scale;
            if (exercise.alone()) {
                alone += 2 * each * extent.rounds;
            } else {
                together += 2 * each * extent.rounds / AT_ONCE;
                longest = Math.max(longest, each);
            }
        }
        return Duration.ofSeconds(Math.round(2 + Math.max(together, longest) + alone));
    }

    private void play(
            Trial.Setting setting, List<Exercise> exercises, int atOnce, Map<Exercise, List<Line.Played>> played)
            throws InterruptedException {
        Semaphore seats = new Semaphore(atOnce);
        Map<Exercise, List<Future<Line.Played>>> open = new LinkedHashMap<>();
        for (int round = 1; round <= extent.rounds; round++) {
            for (Exercise exercise : longestFirst(exercises)) {
                for (boolean stream : new boolean[] {false, true}) {
                    int number = round;
                    open.computeIfAbsent(exercise, _ -> new ArrayList<>())
                            .add(setting.workers().submit(() -> seated(seats, setting, exercise, stream, number)));
                }
            }
        }
        for (var entry : open.entrySet()) {
            for (Future<Line.Played> trial : entry.getValue()) {
                played.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(await(trial));
            }
        }
    }

    /// What waits longest is begun first.
    private static List<Exercise> longestFirst(List<Exercise> exercises) {
        return exercises.stream()
                .sorted((one, other) ->
                        Boolean.compare(other.fault().equals("W15"), one.fault().equals("W15")))
                .toList();
    }

    private static Line.Played await(Future<Line.Played> trial) throws InterruptedException {
        try {
            return trial.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Line.Played seated(Semaphore seats, Trial.Setting setting, Exercise exercise, boolean stream, int round)
            throws InterruptedException {
        String scope = target.scope(exercise, stream, round);
        ReentrantLock lock = scopes.computeIfAbsent(scope, _ -> new ReentrantLock(true));
        lock.lock();
        try {
            seats.acquire();
            try {
                return played(
                        new Trial(exercise, setting, target.question(exercise, stream, round), scope), stream, round);
            } finally {
                seats.release();
            }
        } finally {
            lock.unlock();
        }
    }

    private Line.Played played(Trial trial, boolean stream, int round) throws InterruptedException {
        String variant = trial.exercise().name().variant();
        String label = (variant.isEmpty() ? "" : variant + " ") + (stream ? "stream" : "plain");
        try {
            trial.play();
        } catch (RuntimeException e) {
            trial.points().conduct("played", false, "the drill itself failed: " + e);
        }
        List<Point> points = trial.points().all();
        progress.accept("%s %s, round %d: %s".formatted(trial.exercise().fault(), label, round, Verdict.of(points)));
        return new Line.Played(label, round, points, trial.timeline());
    }

    private List<Line> lines(List<Exercise> exercises, Map<Exercise, List<Line.Played>> played) {
        Map<String, List<Exercise>> byFault = new LinkedHashMap<>();
        exercises.forEach(exercise -> byFault.computeIfAbsent(exercise.fault(), _ -> new ArrayList<>())
                .add(exercise));
        List<Line> lines = new ArrayList<>();
        byFault.forEach((fault, ways) -> {
            String title = ways.getFirst().name().title();
            List<Line.Played> trials = ways.stream()
                    .flatMap(way -> played.getOrDefault(way, List.of()).stream())
                    .toList();
            lines.add(
                    trials.isEmpty()
                            ? Line.skipped(
                                    fault, title, target.unfit(ways.getFirst()).orElse("not played"))
                            : Line.of(fault, title, trials));
        });
        return lines;
    }
}
