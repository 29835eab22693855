package dev.belay.model.catalog;

/// A value that is sent to a provider and shown to nobody else.
public record Secret(String value) {
    public static final Secret NONE = new Secret("");

    public boolean present() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return present() ? "***" : "none";
    }
}
