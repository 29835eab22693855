package dev.belay.drill.score;

import dev.belay.drill.score.check.Point;
import java.util.List;
import java.util.Locale;

/// What the points of a fault come to, best first.
public enum Verdict {
    /// Complete right answer, conduct clean.
    PASS,
    /// Right answer, but an advisory point was missed.
    PARTIAL,
    /// No right answer, but a clean, bounded error.
    SAFE,
    /// Harm was done, or nothing came back.
    FAIL,
    /// Not played.
    SKIPPED;

    static Verdict of(List<Point> points) {
        if (points.isEmpty()) {
            return SKIPPED;
        }
        if (missed(points, Point.Kind.CONDUCT)) {
            return FAIL;
        }
        if (missed(points, Point.Kind.ANSWER)) {
            return SAFE;
        }
        return missed(points, Point.Kind.ADVISORY) ? PARTIAL : PASS;
    }

    private static boolean missed(List<Point> points, Point.Kind kind) {
        return points.stream().anyMatch(point -> !point.ok() && point.kind() == kind);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
