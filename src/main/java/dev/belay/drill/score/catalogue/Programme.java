package dev.belay.drill.score.catalogue;

import dev.belay.drill.score.play.Exercise;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// All exercises, in the order of the catalogue.
public final class Programme {
    private Programme() {}

    /// @param only ids of faults, as `W08`; empty for all
    /// @throws IllegalArgumentException if there is no such fault; the message says which
    public static List<Exercise> of(Set<String> only) {
        List<Exercise> all = Stream.concat(WireExercises.all().stream(), ToolExercises.all().stream())
                .sorted(java.util.Comparator.comparing(Exercise::fault))
                .toList();
        for (String id : only) {
            if (all.stream().noneMatch(exercise -> exercise.fault().equals(id))) {
                throw new IllegalArgumentException("no such fault: " + id);
            }
        }
        return all.stream()
                .filter(exercise -> only.isEmpty() || only.contains(exercise.fault()))
                .toList();
    }
}
