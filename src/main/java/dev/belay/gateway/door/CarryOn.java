package dev.belay.gateway.door;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Scopes;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.RunBook;
import dev.belay.gateway.Streaming;
import dev.belay.gateway.admission.Admission;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.experiment.Trials;
import dev.belay.gateway.load.Places;
import dev.belay.gateway.load.Weight;
import dev.belay.gateway.work.Launch;
import dev.belay.run.Explanation;
import dev.belay.run.Runs;
import dev.belay.run.takeover.Taken;
import dev.belay.tier.Chain;
import java.util.List;
import java.util.Map;

/// Works on runs that were begun, and admitted, before: by another process, or before a person was asked.
public final class CarryOn {
    private final Admission admission;
    private final Trials trials;
    private final Launch launch;
    private final Runs runs;
    private final Places places;

    CarryOn(Admission admission, Trials trials, Launch launch, Runs runs, Places places) {
        this.admission = admission;
        this.trials = trials;
        this.launch = launch;
        this.runs = runs;
        this.places = places;
    }

    /// How many runs can be taken up now.
    public int room() {
        return places.free();
    }

    public Scopes.Scope open(BelayEvent.RunStarted started, Map<String, String> trace) {
        return launch.open(started, trace);
    }

    /// Goes on where the journal ends. Returns at once.
    ///
    /// @param fallen tiers that have fallen already and are not tried again
    /// @param before done before the first tier is tried; what it throws ends the run, or makes it rest
    public void carryOn(RunBook.Live run, Taken taken, List<String> fallen, Runnable before) {
        if (!taken.left().isPositive()) {
            launch.end(run, new Failure.DeadlinePassed("the run was taken up after it"));
            return;
        }
        Admitted admitted;
        try {
            admitted = trials.again(admission.admit(taken.request(), taken.caller()));
        } catch (Refusal gone) {
            end(run, "what the run was admitted with is not there any more: " + gone.getMessage());
            return;
        }
        List<String> left =
                admitted.tiers().stream().filter(tier -> !fallen.contains(tier)).toList();
        if (left.isEmpty()) {
            end(run, "every tier had fallen when the run was taken up");
            return;
        }
        Deadline deadline = launch.deadline(taken.left());
        Chain chain = new Chain(left, admitted.tiers().size() - left.size());
        Runnable place = places.takeUp(taken.caller().id(), Weight.of(taken.request()));
        var order = new Launch.Order(admitted, taken.caller(), chain, deadline, Streaming.BUFFER, before, null);
        launch.start(order, run, runs, place);
    }

    /// Ends a run that is not to be carried on.
    public void end(RunBook.Live run, String why) {
        launch.end(run, new Failure.Unavailable(why));
    }

    /// As [#end] names the end, of a run that is written down by others.
    public Outcome failed(List<Explanation.Effect> effects, String why) {
        return Launch.failed(effects, new Failure.Unavailable(why));
    }
}
