package dev.belay.crash.airline;

import dev.belay.airline.Recording;

/// A recorded conversation that is played in a session of its own, on a model of its own.
///
/// @param breaksAfter the provider breaks when it is sent so many results, for as long as it takes for a tier to fall;
///     0: not at all
record Play(Recording recording, int breaksAfter) {
    private static final String SESSION = "air-";
    /// A session of which the provider does not break.
    static final String SESSION_PATTERN = SESSION + "\\d+\\.\\d+";

    private static final String WELL = "standin-rec:";
    /// The connection ends in the middle of an answer, as often as one tier asks one model.
    private static final String BREAKING = "standin-w08@k%d@x3:";

    static Play well(Recording recording) {
        return new Play(recording, 0);
    }

    /// @param providers the name of the model as the provider is asked for it
    static String session(String providers) {
        return providers.replace(WELL, SESSION);
    }

    String session() {
        return SESSION + recording.id() + (breaksAfter == 0 ? "" : "." + breaksAfter);
    }

    String model() {
        return "rec-" + recording.task() + "-" + recording.trial() + (breaksAfter == 0 ? "" : "-" + breaksAfter);
    }

    String providersModel() {
        return (breaksAfter == 0 ? WELL : BREAKING.formatted(breaksAfter)) + recording.id();
    }
}
