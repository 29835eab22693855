package dev.belay.toolcall;

import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.match.Match;
import dev.belay.toolcall.match.Placeholders;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import java.util.Set;

/// How sure it is that a call is meant as it was read: where it stands sets out, and each doubt takes a share away.
/// The numbers are an order, not a frequency.
final class Confidence {
    private static final double MARKED = 0.99;
    private static final double HARMLESS_REPAIR = 0.99;
    private static final double OTHER_REPAIR = 0.92;
    private static final double CUT = 0.75;
    private static final double ADJUSTED = 0.97;
    private static final double MISMATCHED = 0.85;
    private static final double UNKNOWN_ARGUMENT = 0.8;
    private static final double MISSING_ARGUMENT = 0.8;
    private static final double PLACEHOLDER = 0.5;
    private static final double IN_OPEN_THOUGHT = 0.5;

    private Confidence() {}

    /// @param thought whether it stands in a thought that never ends
    static double of(Form form, WrittenCall call, Match match, boolean thought) {
        double sure =
                switch (form) {
                    case MARKED -> MARKED;
                    case BLOCK -> 0.93;
                    case PROSE -> 0.6;
                };
        sure *= after(call.repairs());
        sure *= call.whole() ? 1 : CUT;
        sure *= Math.pow(ADJUSTED, match.fit().adjustments().size());
        sure *= match.fit().mismatched().isEmpty() ? 1 : MISMATCHED;
        sure *= match.unknown().isEmpty() ? 1 : UNKNOWN_ARGUMENT;
        sure *= match.missing().isEmpty() ? 1 : MISSING_ARGUMENT;
        sure *= Placeholders.in(match.arguments(), true) ? PLACEHOLDER : 1;
        return thought ? sure * IN_OPEN_THOUGHT : sure;
    }

    /// Of a call that the provider itself named, after its arguments were mended.
    static double ofGiven(Set<Repair> repairs) {
        return MARKED * after(repairs);
    }

    /// To three places.
    static double rounded(double sure) {
        return Math.round(sure * 1000) / 1000.0;
    }

    static double after(Set<Repair> repairs) {
        double share = 1;
        for (Repair repair : repairs) {
            share *= repair.harmless() ? HARMLESS_REPAIR : OTHER_REPAIR;
        }
        return share;
    }
}
