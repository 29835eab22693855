package dev.belay.drill.score;

import dev.belay.drill.score.check.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One fault on the scorecard.
///
/// @param points over all trials: each way of playing it has its own, named like `reset stream: whole-answer`
/// @param timeline of the first round, and of trials in which a point was missed
/// @param skipped why it was not played, or empty
public record Line(
        String fault, String title, Verdict verdict, List<Point> points, List<String> timeline, String skipped) {
    public Line {
        points = List.copyOf(points);
        timeline = List.copyOf(timeline);
    }

    static Line skipped(String fault, String title, String why) {
        return new Line(fault, title, Verdict.SKIPPED, List.of(), List.of(), why);
    }

    /// @param trials with the name of each point already made its own
    static Line of(String fault, String title, List<Played> trials) {
        Map<String, List<Point>> byName = new LinkedHashMap<>();
        List<String> timeline = new ArrayList<>();
        for (Played trial : trials) {
            trial.points().forEach(point -> byName.computeIfAbsent(
                            trial.label() + ": " + point.name(), _ -> new ArrayList<>())
                    .add(point));
            boolean missed = trial.points().stream().anyMatch(point -> !point.ok());
            if (trial.round() == 1 || missed) {
                timeline.add(trial.label() + ", round " + trial.round());
                timeline.addAll(trial.timeline());
            }
        }
        List<Point> points = new ArrayList<>();
        byName.forEach((name, all) -> points.add(merged(name, all)));
        return new Line(fault, title, Verdict.of(points), points, timeline, "");
    }

    /// Points missed, for people.
    public List<String> reasons() {
        return points.stream()
                .filter(point -> !point.ok())
                .map(point -> point.name() + (point.detail().isEmpty() ? "" : " (" + point.detail() + ")"))
                .toList();
    }

    private static Point merged(String name, List<Point> all) {
        List<Point> missed = all.stream().filter(point -> !point.ok()).toList();
        Point shown = missed.isEmpty() ? all.getFirst() : missed.getFirst();
        String often = missed.isEmpty() || all.size() == 1 ? "" : missed.size() + " of " + all.size() + ": ";
        return new Point(name, shown.kind(), missed.isEmpty(), often + shown.detail());
    }

    /// One trial that is over.
    ///
    /// @param label variant and mode
    record Played(String label, int round, List<Point> points, List<String> timeline) {}
}
