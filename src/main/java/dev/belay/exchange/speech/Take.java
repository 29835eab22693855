package dev.belay.exchange.speech;

/// One model speaking once. Used by one thread.
@FunctionalInterface
public interface Take {
    /// Nobody listens.
    Take UNHEARD = (_, _) -> {};

    /// @param piece the text that came, in order
    /// @param model the name under which the provider says that it speaks
    void text(String piece, String model);
}
