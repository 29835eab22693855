package dev.belay.statistics.learning;

import dev.belay.exchange.BelayEvent.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What is known of tiers at one moment. Immutable.
public final class Knowledge {
    public static final Knowledge NONE = new Knowledge(Map.of());
    private static final String ANY = "";

    /// Attempts that held from which on their latency and cost are not looked up elsewhere.
    private static final int ENOUGH = 5;

    private final Map<Place, Experience> places = new HashMap<>();
    private final Map<Place, Experience> tasks = new HashMap<>();

    /// @param kind of task, or empty for all
    /// @param tools as [Task#toolSet], or empty for all
    public record Place(String tier, String kind, String tools) {}

    /// @param exact what attempts of a tier at a kind of task with a set of tools came to
    public Knowledge(Map<Place, Experience> exact) {
        exact.forEach((place, experience) -> {
            add(places, place, experience);
            add(places, new Place(place.tier(), place.kind(), null), experience);
            add(places, new Place(place.tier(), null, null), experience);
            add(tasks, new Place(ANY, place.kind(), place.tools()), experience);
        });
    }

    private static void add(Map<Place, Experience> to, Place place, Experience experience) {
        to.merge(place, experience, Experience::plus);
    }

    /// What is believed of a tier for a task.
    ///
    /// @param samples attempts that it rests on, without those at other kinds of tasks and with other tools
    /// @param millis how long an answer takes; 0 if that is not known
    /// @param costUsd of an attempt; 0 if that is not known
    /// @param quality rate at which what it says is found good
    record Belief(Beta rate, double samples, double millis, double costUsd, Beta quality) {}

    /// Attempts at tasks of the same kind with the same tools, then those of the same kind, then all: each coarser sum
    /// is what is believed before the finer one is looked at, and counts for at most `elsewhere` attempts.
    Belief of(String tier, Task task, double elsewhere) {
        Experience same = at(new Place(tier, task.kind(), task.toolSet()));
        Experience kind = at(new Place(tier, task.kind(), null));
        Experience all = at(new Place(tier, null, null));
        List<Experience> nearer = List.of(all.without(kind), kind.without(same), same);
        Experience measured = same.held() >= ENOUGH ? same : kind.held() >= ENOUGH ? kind : all;
        return new Belief(
                believed(nearer, elsewhere, Experience::held, Experience::fell),
                same.samples(),
                measured.meanMillis(),
                measured.meanCost(),
                believed(nearer, elsewhere, Experience::good, Experience::flawed));
    }

    private static Beta believed(
            List<Experience> nearer,
            double elsewhere,
            ToDoubleFunction<Experience> well,
            ToDoubleFunction<Experience> badly) {
        Beta belief = Beta.UNIFORM;
        for (Experience experience : nearer) {
            belief = belief.worth(elsewhere).after(well.applyAsDouble(experience), badly.applyAsDouble(experience));
        }
        return belief;
    }

    private Experience at(Place place) {
        return places.getOrDefault(place, Experience.NONE);
    }

    /// What attempts of all tiers at tasks of the same kind with the same tools came to.
    public Experience alike(Task task) {
        return tasks.getOrDefault(new Place(ANY, task.kind(), task.toolSet()), Experience.NONE);
    }
}
