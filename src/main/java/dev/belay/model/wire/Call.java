package dev.belay.model.wire;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.speech.Take;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.ModelSpec;
import java.util.Map;

/// One request to one model.
///
/// @param propagation tracing headers to send
/// @param take hears the text as it comes
public record Call(
        ModelSpec model,
        ModelDoor.Prompt prompt,
        Deadline deadline,
        Cancellation cancellation,
        Map<String, String> propagation,
        Take take) {

    /// Whether a stream is asked for.
    public boolean streamed() {
        return model.streams(take != Take.UNHEARD);
    }
}
