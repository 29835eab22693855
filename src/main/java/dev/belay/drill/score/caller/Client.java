package dev.belay.drill.score.caller;

import java.time.Instant;

/// What a gateway is asked with. Thread-safe.
public interface Client extends AutoCloseable {
    /// Waits for the whole response, or for the caller's patience to end.
    Heard ask(Question question);

    /// Begins to ask, and leaves in the middle by closing the connection.
    ///
    /// @param meanwhile returns when it is time to leave
    /// @return when the caller left
    Instant leave(Question question, Runnable meanwhile);

    /// A page of the gateway as text, or empty where there is none.
    String page(String path);

    @Override
    void close();
}
