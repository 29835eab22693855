package dev.belay.statistics.experiment;

import java.util.Locale;

/// Both variants of an experiment in its round, and what follows from them.
///
/// @param difference of the candidate's success rate from the control's: an interval; `null` while one has no runs
/// @param agreement of shadows with their runs; `null` if the candidate is none
public record Comparison(
        Plan plan, Stage stage, Results control, Results candidate, Interval difference, Agreement agreement) {

    static Comparison of(Plan plan, Stage stage, Results control, Results candidate) {
        return of(plan, stage, control, candidate, null);
    }

    static Comparison of(Plan plan, Stage stage, Results control, Results candidate, Agreement agreement) {
        boolean any = control.telling() > 0 && candidate.telling() > 0;
        Interval difference = any
                ? Rates.of(plan.confidence())
                        .difference(candidate.succeeded(), candidate.telling(), control.succeeded(), control.telling())
                : null;
        return new Comparison(plan, stage, control, candidate, difference, agreement);
    }

    /// The interval of one variant's success rate, or `null` if it has no runs.
    public Interval interval(Results of) {
        return of.telling() == 0 ? null : Rates.of(plan.confidence()).wilson(of.succeeded(), of.telling());
    }

    /// Where the experiment goes from here: nowhere, if it is the stage itself.
    Stage next() {
        boolean enough =
                difference != null && control.telling() >= plan.leastRuns() && candidate.telling() >= plan.leastRuns();
        if (plan.shadow() || stage.state() != Stage.State.RUNNING || !enough) {
            return stage;
        }
        if (difference.high() < -plan.tolerance()) {
            return moved(stage.step(), 0, Stage.State.STOPPED, "the candidate is worse: " + told());
        }
        boolean asGood = candidate.successRate() - control.successRate() >= -plan.tolerance();
        if (asGood
                && candidate.telling() >= plan.stepRuns()
                && stage.step() + 1 < plan.steps().size()) {
            int step = stage.step() + 1;
            double percent = plan.steps().get(step);
            Stage.State state = percent >= 100 ? Stage.State.DONE : Stage.State.RUNNING;
            return moved(step, percent, state, "the candidate is not worse: " + told());
        }
        return stage;
    }

    private Stage moved(int step, double percent, Stage.State state, String why) {
        return new Stage(
                stage.name(),
                stage.fingerprint(),
                stage.round() + (state == Stage.State.STOPPED ? 0 : 1),
                step,
                percent,
                state,
                why,
                stage.since());
    }

    /// The difference in words.
    String told() {
        return String.format(
                Locale.ROOT,
                "%d of %d runs succeeded against %d of %d, a difference from %+.3f to %+.3f at %.0f %%",
                candidate.succeeded(),
                candidate.telling(),
                control.succeeded(),
                control.telling(),
                difference.low(),
                difference.high(),
                plan.confidence().level() * 100);
    }
}
