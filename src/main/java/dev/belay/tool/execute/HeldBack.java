package dev.belay.tool.execute;

/// The ledger lets this call act only if a person says so. Thrown before anything was caused.
final class HeldBack extends RuntimeException {
    HeldBack(String why) {
        super(why, null, false, false);
    }
}
