package dev.belay.drill.score.play;

import java.util.Locale;

/// One way to play a fault, streamed and not.
///
/// @param alone whether nothing else is played meanwhile, because it measures what others would disturb
public record Exercise(Name name, Cast cast, Terms terms, boolean alone, Play play) {

    /// @param fault its line on the scorecard, as `W08`
    /// @param variant further ways to play it, as `reset`; empty for the fault itself
    public record Name(String fault, String variant, String title) {}

    public static Exercise of(String fault, String variant, String title, Play play) {
        String model = fault.toLowerCase(Locale.ROOT);
        return new Exercise(new Name(fault, variant, title), Cast.of(model), Terms.PLAIN, false, play);
    }

    public Exercise cast(Cast other) {
        return new Exercise(name, other, terms, alone, play);
    }

    public Exercise on(Terms other) {
        return new Exercise(name, cast, other, alone, play);
    }

    public Exercise byItself() {
        return new Exercise(name, cast, terms, true, play);
    }

    public String fault() {
        return name.fault;
    }

    /// The name of a scope, a policy and the like: `w08-reset`.
    public String key() {
        return name.fault.toLowerCase(Locale.ROOT) + (name.variant.isEmpty() ? "" : "-" + name.variant);
    }

    /// Whether only a gateway that runs tools itself can be asked.
    public boolean needsTools() {
        return !terms.tools().isEmpty();
    }

    /// About how long one trial takes, with limits of ten seconds for a model that is silent.
    public double seconds() {
        return switch (name.fault) {
            case "W15" -> 78;
            case "W06", "W07", "W09", "W21", "W28", "T09" -> 11;
            default -> 2;
        };
    }
}
