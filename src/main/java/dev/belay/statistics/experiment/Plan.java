package dev.belay.statistics.experiment;

import java.util.List;

/// What an experiment is to do, as configured.
///
/// @param fingerprint of everything configured: with another, the experiment begins anew
/// @param steps percentages of keys that get the candidate, one after the other; one where it stays as it is
/// @param stepRuns runs of the candidate after which the next step follows
/// @param leastRuns of each variant below which nothing is concluded
/// @param tolerance how much less the candidate's success rate may be
/// @param shadow whether the candidate only works beside, so that nothing follows from what it comes to
public record Plan(
        String name,
        String fingerprint,
        List<Double> steps,
        int stepRuns,
        int leastRuns,
        double tolerance,
        Confidence confidence,
        boolean shadow) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /// Of an experiment whose candidate answers.
    public Plan(
            String name,
            String fingerprint,
            List<Double> steps,
            int stepRuns,
            int leastRuns,
            double tolerance,
            Confidence confidence) {
        this(name, fingerprint, steps, stepRuns, leastRuns, tolerance, confidence, false);
    }

    Stage.State first() {
        return shadow || steps.getFirst() < 100 ? Stage.State.RUNNING : Stage.State.DONE;
    }
}
