package dev.belay.edge.cli.terminal;

import java.util.regex.Pattern;

/// What must not reach a terminal from text that a model, a tool or a server wrote: sequences that move the cursor, set
/// titles, write to the clipboard or answer on standard input, and marks that turn the reading direction so that a
/// line shows something else than it says.
///
/// Sequences are those of ECMA-48 (CSI, OSC, DCS, SOS, PM, APC, two-character escapes), in their 7-bit and 8-bit form.
public final class ControlCharacters {
    private static final Pattern STRINGS =
            Pattern.compile("(?:\u001b[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*"
                    + "(?:\u0007|\u001b\\\\|\u009c|$)");
    private static final Pattern SEQUENCES =
            Pattern.compile("(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?");
    private static final Pattern SINGLE =
            Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]");

    private ControlCharacters() {}

    /// The text without them; line breaks and tabs stay.
    public static String strip(String text) {
        String lines = text.replace("\r\n", "\n");
        String withoutStrings = STRINGS.matcher(lines).replaceAll("");
        String withoutSequences = SEQUENCES.matcher(withoutStrings).replaceAll("");
        return SINGLE.matcher(withoutSequences).replaceAll("");
    }

    /// The text on one line without them.
    public static String oneLine(String text) {
        return strip(text).replaceAll("\\s+", " ").strip();
    }
}
