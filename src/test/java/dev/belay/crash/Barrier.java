package dev.belay.crash;

import dev.belay.crash.rig.Frame;
import dev.belay.crash.rig.Gate;
import dev.belay.crash.rig.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Holds every frame of a kind for as long as it is down.
final class Barrier implements Gate.Watch {
    private static final String LOOK = "select exists (select 1 from run where state = 'running'";

    private final Predicate<Frame> kind;
    private final Gate.Watch otherwise;
    private final List<Held> held = new ArrayList<>();
    private boolean down;

    private record Held(Frame frame, Hold hold) {}

    /// @param otherwise what looks at all that is not held here
    Barrier(Predicate<Frame> kind, Gate.Watch otherwise) {
        this.kind = kind;
        this.otherwise = otherwise;
    }

    /// Keeps a process from looking for runs that nobody works on, so that it is known which process takes one.
    static Barrier beforeLooks(Gate.Watch otherwise) {
        return new Barrier(frame -> frame.text().contains(LOOK), otherwise);
    }

    @Override
    public Hold at(Frame frame) {
        Hold hold = hold(frame);
        return hold != null ? hold : otherwise.at(frame);
    }

    private synchronized Hold hold(Frame frame) {
        if (!down || !kind.test(frame)) {
            return null;
        }
        Held one = new Held(frame, new Hold(true));
        held.add(one);
        return one.hold();
    }

    synchronized void lower() {
        down = true;
    }

    /// How many frames stand here.
    synchronized int standing() {
        return (int) held.stream().filter(one -> one.hold().reached()).count();
    }

    /// Lets some go that stand here; others still have to stop.
    synchronized void wave(Predicate<String> text) {
        held.removeIf(one -> {
            boolean goes = text.test(one.frame().text());
            if (goes) {
                one.hold().release(true);
            }
            return goes;
        });
    }

    synchronized void raise() {
        down = false;
        wave(_ -> true);
    }
}
