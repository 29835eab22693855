package dev.belay.exchange;

import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.vote.Ballot;
import java.time.Duration;
import java.util.List;

/// A whole answer and where it comes from. Cut, empty or refused output never becomes one.
///
/// @param usage what producing this answer used; failed attempts are accounted for elsewhere
public record Answer(Message.Assistant message, FinishReason finish, Usage usage, Provenance provenance) {

    /// The same, chosen by a vote.
    public Answer chosenBy(Ballot vote) {
        var from = new Provenance(
                provenance.tier(), provenance.model(), provenance.degradation(), provenance.sources(), vote);
        return new Answer(message, finish, usage, from);
    }

    /// @param tier id of the tier that held
    /// @param model the provider's name of the model that spoke, or `null` where none did
    /// @param degradation set when the answer is less than what was asked for, otherwise `null`
    /// @param sources what the answer quotes; may be empty
    /// @param vote by which it was chosen, or `null`
    public record Provenance(String tier, String model, Degradation degradation, List<String> sources, Ballot vote) {
        public Provenance {
            sources = List.copyOf(sources);
        }

        public Provenance(String tier, String model, Degradation degradation, List<String> sources) {
            this(tier, model, degradation, sources, null);
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
