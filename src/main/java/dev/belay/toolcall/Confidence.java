package dev.belay.toolcall;

import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.match.Match;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenCall;
import java.util.Set;

/// How sure it is that a call is meant as it was read: where it stands sets out, and each doubt takes a share away.
/// The numbers are an order, not a frequency.
final class Confidence {
    /// Repairs after which nothing else can have been meant.
    private static final Set<Repair> HARMLESS = Set.of(
            Repair.SINGLE_QUOTES,
            Repair.TRAILING_COMMA,
            Repair.PYTHON_LITERAL,
            Repair.JSON_LITERAL,
            Repair.COMMENT,
            Repair.TUPLE,
            Repair.TRIPLE_QUOTES,
            Repair.UNQUOTED_KEY,
            Repair.SMART_QUOTES,
            Repair.BACKTICKS);

    private static final double HARMLESS_REPAIR = 0.99;
    private static final double OTHER_REPAIR = 0.92;
    private static final double CUT = 0.75;
    private static final double ADJUSTED = 0.97;
    private static final double MISMATCHED = 0.85;
    private static final double UNKNOWN_ARGUMENT = 0.8;
    private static final double MISSING_ARGUMENT = 0.8;
    private static final double IN_OPEN_THOUGHT = 0.5;

    private Confidence() {}

    /// @param thought whether it stands in a thought that never ends
    static double of(Form form, WrittenCall call, Match match, boolean thought) {
        double sure =
                switch (form) {
                    case MARKED -> 0.99;
                    case BLOCK -> 0.93;
                    case PROSE -> 0.6;
                };
        for (Repair repair : call.repairs()) {
            sure *= HARMLESS.contains(repair) ? HARMLESS_REPAIR : OTHER_REPAIR;
        }
        sure *= call.whole() ? 1 : CUT;
        sure *= Math.pow(ADJUSTED, match.fit().adjustments().size());
        sure *= match.fit().mismatched().isEmpty() ? 1 : MISMATCHED;
        sure *= match.unknown().isEmpty() ? 1 : UNKNOWN_ARGUMENT;
        sure *= match.missing().isEmpty() ? 1 : MISSING_ARGUMENT;
        return thought ? sure * IN_OPEN_THOUGHT : sure;
    }
}
