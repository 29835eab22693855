package dev.belay.gateway.caller;

/// Nobody is let in with this request: 401. The message says what is missing and never quotes what was sent.
public final class Unauthenticated extends RuntimeException {
    Unauthenticated(String message) {
        super(message, null, false, false);
    }
}
