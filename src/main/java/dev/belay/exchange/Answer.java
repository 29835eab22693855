package dev.belay.exchange;

import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import java.time.Duration;
import java.util.List;

/// A whole answer and where it comes from. Cut, empty or refused output never becomes one.
///
/// @param usage what producing this answer used; failed attempts are accounted for elsewhere
public record Answer(Message.Assistant message, FinishReason finish, Usage usage, Provenance provenance) {

    /// @param tier id of the tier that held
    /// @param model the provider's name of the model that spoke, or `null` where none did
    /// @param degradation set when the answer is less than what was asked for, otherwise `null`
    /// @param sources what the answer quotes; may be empty
    public record Provenance(String tier, String model, Degradation degradation, List<String> sources) {
        public Provenance {
            sources = List.copyOf(sources);
        }

        public boolean degraded() {
            return degradation != null;
        }
    }

    /// The label of a degraded answer.
    ///
    /// @param level the kind of substitute: `cache`, `knowledge`, `rules`
    /// @param reason why nothing better was to be had
    /// @param age how old the content is, or `null` if age means nothing for it
    public record Degradation(String level, String reason, Duration age) {}
}
