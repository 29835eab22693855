package dev.belay.drill.score.catalogue;

import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.check.Points;
import dev.belay.drill.score.check.ProviderChecks;
import dev.belay.drill.score.play.Trial;
import java.util.List;

/// Both views of one request, for whatever one fault is about.
///
/// @param primary attempts at the model with the fault
/// @param whole whether the caller has the whole right answer
record Evidence(Trial trial, Heard heard, List<Seen> seen, List<Seen> primary, boolean whole) {

    Points points() {
        return trial.points();
    }

    ProviderChecks provider() {
        return trial.provider(primary);
    }
}
