package dev.belay.tool.egress;

/// Nothing was sent: the address is not one that may be reached, or could not be. The message is fit for the
/// model.
public final class Refused extends Exception {
    private final boolean mayPass;

    public Refused(String message) {
        this(message, false);
    }

    private Refused(String message, boolean mayPass) {
        super(message);
        this.mayPass = mayPass;
    }

    static Refused unreachable(String message) {
        return new Refused(message, true);
    }

    /// Whether the host may be reached a little later.
    public boolean mayPass() {
        return mayPass;
    }
}
