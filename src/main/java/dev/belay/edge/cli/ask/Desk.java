package dev.belay.edge.cli.ask;

import dev.belay.edge.cli.panel.Progress;
import java.util.function.Consumer;

/// Where questions are put. Used by one thread.
public interface Desk {

    /// Asks and waits. Ctrl-C meanwhile stops the run and what it has open at providers; the reply is then that of a
    /// cancelled run.
    ///
    /// @param watcher told of the run from several threads, while this waits
    Reply ask(Question question, Consumer<Progress> watcher);
}
