package dev.belay.bench.durability;

import dev.belay.crash.rig.Frame;
import dev.belay.crash.rig.Gate;
import dev.belay.crash.rig.Hold;
import java.util.ArrayList;
import java.util.List;

/// When the provider was asked. Between two questions of one run lies one tool call: the provider's reply, the
/// decision, the call and its record.
final class Turns implements Gate.Watch {
    private final List<Long> asked = new ArrayList<>();

    @Override
    public synchronized Hold at(Frame frame) {
        asked.add(System.nanoTime());
        return null;
    }

    /// Nanoseconds from each question to the next since the last time.
    synchronized List<Long> take() {
        List<Long> turns = new ArrayList<>();
        for (int i = 1; i < asked.size(); i++) {
            turns.add(asked.get(i) - asked.get(i - 1));
        }
        asked.clear();
        return turns;
    }
}
