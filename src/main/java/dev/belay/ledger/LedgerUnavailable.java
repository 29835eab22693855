package dev.belay.ledger;

import dev.belay.journal.JournalUnavailable;

/// The ledger could not be read or written. No effect may be caused without it.
public final class LedgerUnavailable extends JournalUnavailable {
    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
