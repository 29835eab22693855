package dev.belay.drill.fault;

import java.io.IOException;

/// One way for a provider to fail. Stateless: how often a request was tried is read from the [Stage].
public interface Fault {

    /// What is injected, in the words of the catalogue.
    String title();

    /// Answers the request, or does not. Returns when the exchange is over.
    ///
    /// @throws IOException if the client left before that
    void play(Stage stage) throws IOException;
}
