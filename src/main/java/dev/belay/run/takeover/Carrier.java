package dev.belay.run.takeover;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Scopes;
import dev.belay.run.Explanation;
import dev.belay.run.LiveRun;
import java.util.List;
import java.util.Map;

/// Carries runs on: the port that the gateway implements.
public interface Carrier {

    /// How many runs can be carried on now, beside those that are at work.
    int room();

    /// Opens the node of a run that is carried on in the trace of its caller.
    ///
    /// @param trace the caller's tracing headers, lower case; may be empty
    Scopes.Scope open(BelayEvent.RunStarted started, Map<String, String> trace);

    /// Works on the run, on threads of its own, until it ends or rests. Returns at once; what goes wrong ends the run.
    /// One that is cancelled already ends as any that is cancelled, and does nothing more.
    void carryOn(LiveRun run, Taken taken);

    /// Ends a run that is not to be carried on, with what is known of its effects. Returns at once.
    void end(LiveRun run, String why);

    /// The end of a run that nobody can carry on, and whose journal nobody here has read.
    ///
    /// @param effects what is known of its effects
    Outcome failed(List<Explanation.Effect> effects, String why);
}
