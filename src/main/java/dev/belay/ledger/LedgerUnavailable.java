package dev.belay.ledger;

/// The ledger could not be read or written. No effect may be caused without it.
public final class LedgerUnavailable extends RuntimeException {
    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
