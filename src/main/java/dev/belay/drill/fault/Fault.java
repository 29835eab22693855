package dev.belay.drill.fault;

import java.io.IOException;

/// One way for a provider to fail. Stateless: how often a request was tried is read from the [Stage].
///
/// Faults are played in the order of their phases, each on what the one before it left: a fault that does not
/// show itself, or changes only what is said, hands the stage on with [Stage#answer()].
public sealed interface Fault
        permits AlteredReply, AlteredStream, CutStream, EndlessStream, NoAnswer, Refusal, Slow, WrongBody {

    /// Where in a response a fault acts; earlier ones act first.
    enum Phase {
        /// Whether there is a response at all.
        DOOR,
        /// What the model says.
        WORDS,
        /// In which frames it is said.
        FRAMES,
        /// How the frames are delivered.
        DELIVERY
    }

    /// What is injected, in the words of the catalogue.
    String title();

    Phase phase();

    /// True if the fault shows in a tool call only: without a script the model then calls a tool that is
    /// offered.
    default boolean needsCall() {
        return false;
    }

    /// Answers the request, or does not. Returns when the exchange is over.
    ///
    /// @throws IOException if the client left before that
    void play(Stage stage) throws IOException;
}
