package dev.belay.strategy;

import java.util.List;

/// Somebody names a strategy that does not exist.
public final class UnknownStrategy extends RuntimeException {
    private final String id;

    public UnknownStrategy(String id, List<String> existing) {
        super("there is no strategy \"" + id + "\"; there are: " + String.join(", ", existing));
        this.id = id;
    }

    public String id() {
        return id;
    }
}
