package dev.belay.tool.egress;

/// Nothing was sent: the address is not one that may be reached, or could not be. The message is fit for the
/// model.
public final class Refused extends Exception {
    public Refused(String message) {
        super(message);
    }
}
