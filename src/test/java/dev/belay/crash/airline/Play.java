package dev.belay.crash.airline;

import dev.belay.airline.Recording;
import dev.belay.airline.spoken.SpeakingProvider;
import dev.belay.airline.spoken.Spoken;

/// A recorded conversation that is played in a session of its own, on a model of its own.
///
/// @param breaksAfter the provider breaks when it is sent so many results, for as long as it takes for a tier to
/// fall; 0: not at all
/// @param spoken how the model writes its calls as text, or `null` if it calls natively
record Play(Recording recording, int breaksAfter, Spoken spoken) {
    private static final String SESSION = "air-";
    /// A session of which the provider does not break.
    static final String SESSION_PATTERN = SESSION + "\\d+\\.\\d+";

    private static final String WELL = "standin-rec:";
    /// The connection ends in the middle of an answer, as often as one tier asks one model.
    private static final String BREAKING = "standin-w08@k%d@x3:";

    static Play well(Recording recording) {
        return breaking(recording, 0);
    }

    static Play breaking(Recording recording, int after) {
        return new Play(recording, after, null);
    }

    static Play spoken(Recording recording, Spoken spoken) {
        return new Play(recording, 0, spoken);
    }

    /// @param providers the name of the model as the provider is asked for it
    static String session(String providers) {
        return providers.replace(WELL, SESSION);
    }

    String session() {
        return SESSION
                + recording.id()
                + (breaksAfter == 0 ? "" : "." + breaksAfter)
                + (spoken == null ? "" : "." + spoken.id());
    }

    String system() {
        return recording.system() + (spoken == null ? "" : "\n\n" + SpeakingProvider.mark(recording));
    }

    String model() {
        return spoken != null
                ? spoken.id()
                : "rec-" + recording.task() + "-" + recording.trial() + (breaksAfter == 0 ? "" : "-" + breaksAfter);
    }

    String providersModel() {
        return spoken != null
                ? spoken.model()
                : (breaksAfter == 0 ? WELL : BREAKING.formatted(breaksAfter)) + recording.id();
    }
}
