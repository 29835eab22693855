package dev.belay.tool;

import dev.belay.platform.text.Listed;
import java.util.Collection;

/// A request names a tool that does not exist, or that its caller may not use.
public final class UnknownTool extends RuntimeException {
    private final String name;

    public UnknownTool(String name, Collection<String> existing) {
        super("there is no tool \"" + name + "\"; there are: " + Listed.near(name, existing));
        this.name = name;
    }

    /// @param reason what it takes to have it
    public UnknownTool(String name, String reason) {
        super("the tool \"" + name + "\" is not available: " + reason);
        this.name = name;
    }

    public String name() {
        return name;
    }
}
