package dev.belay.model.route;

import dev.belay.exchange.BelayEvent;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.guard.Backoff;
import dev.belay.model.guard.Gates;
import dev.belay.model.guard.RunRetries;
import dev.belay.model.wire.ChatClient;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;

/// What every walk needs.
///
record Kit(
        ChatClient client,
        Gates gates,
        Backoff backoff,
        RunRetries retries,
        Pause pause,
        Time time,
        Spending spending) {

    /// Whether a model may be asked once more by a run after a call that failed. The retry counts as made.
    boolean again(ModelSpec model, ModelDoor.Ask ask) {
        if (ask.errand().aside()) {
            return false;
        }
        boolean may = gates.of(model).again();
        if (!may) {
            ask.scope().announce(new BelayEvent.RetryRefused(ask.errand().runId(), model.id()));
        }
        return may;
    }
}
