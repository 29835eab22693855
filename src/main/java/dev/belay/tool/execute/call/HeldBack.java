package dev.belay.tool.execute.call;

/// The ledger lets this call act only if a person says so. Thrown before anything was caused.
public final class HeldBack extends RuntimeException {
    public HeldBack(String why) {
        super(why, null, false, false);
    }
}
