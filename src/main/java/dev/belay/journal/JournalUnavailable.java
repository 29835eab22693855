package dev.belay.journal;

/// The database did not take an entry. The run may not go on as if it had been written.
public class JournalUnavailable extends RuntimeException {
    public JournalUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
