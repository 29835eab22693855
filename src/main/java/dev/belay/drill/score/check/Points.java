package dev.belay.drill.score.check;

import dev.belay.drill.score.check.Point.Kind;
import java.util.ArrayList;
import java.util.List;

/// Collects the points of one trial. Used by one thread.
public final class Points {
    private final List<Point> points = new ArrayList<>();

    public boolean answer(String name, boolean ok, String detail) {
        return add(name, Kind.ANSWER, ok, detail);
    }

    public boolean conduct(String name, boolean ok, String detail) {
        return add(name, Kind.CONDUCT, ok, detail);
    }

    public boolean advisory(String name, boolean ok, String detail) {
        return add(name, Kind.ADVISORY, ok, detail);
    }

    private boolean add(String name, Kind kind, boolean ok, String detail) {
        points.add(new Point(name, kind, ok, detail));
        return ok;
    }

    public List<Point> all() {
        return List.copyOf(points);
    }
}
