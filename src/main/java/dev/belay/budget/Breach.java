package dev.belay.budget;

import java.util.Locale;

/// What follows when a budget does not allow the next step.
public enum Breach {
    /// The run stops with everything kept, and can be resumed with more.
    STOP,
    /// The next model of the route for which it is enough is asked; where there is none, the run stops.
    CHEAPER,
    /// Tiers that ask models fall, and those that need none answer, labelled; a tool is not called.
    DEGRADE,
    /// A person is asked for more, and the run rests until then.
    ASK;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
