package dev.belay.tool.undo;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.journal.RunJournal;
import dev.belay.tool.ToolDoor;
import java.util.Set;

/// The run that goes back.
public record Where(
        ToolDoor.Owner owner, Deadline deadline, Cancellation cancellation, RunJournal journal, Scopes.Scope scope) {

    /// Where one tool is called that the request need not have offered.
    ToolDoor.Bench bench(String tool) {
        return new ToolDoor.Bench(owner, Set.of(tool), deadline, cancellation, journal, scope);
    }
}
