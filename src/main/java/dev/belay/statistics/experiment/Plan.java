package dev.belay.statistics.experiment;

import java.util.List;

/// What an experiment is to do, as configured.
///
/// @param fingerprint of everything configured: with another, the experiment begins anew
/// @param steps percentages of keys that get the candidate, one after the other; one where it stays as it is
/// @param stepRuns runs of the candidate after which the next step follows
/// @param leastRuns of each variant below which nothing is concluded
/// @param tolerance how much less the candidate's success rate may be
public record Plan(
        String name,
        String fingerprint,
        List<Double> steps,
        int stepRuns,
        int leastRuns,
        double tolerance,
        Confidence confidence) {
    public Plan {
        steps = List.copyOf(steps);
    }
}
