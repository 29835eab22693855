package dev.belay.run.session;

import dev.belay.exchange.Caller;
import dev.belay.exchange.message.Message;
import java.util.List;

/// What was said in a caller's sessions: the messages of their runs, server-side calls and results included.
public interface Sessions {

    /// Everything said in the session until now, oldest first; empty if there is none of that name for this
    /// caller.
    ///
    /// A run's request holds all that went before it, so this is the newest run that is not live: its request,
    /// what its journal added, and its answer. A run that failed belongs to it, because what it did was done.
    List<Message> history(Caller caller, String session);
}
