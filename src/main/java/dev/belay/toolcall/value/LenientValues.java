package dev.belay.toolcall.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.toolcall.value.Follow.Slot;
import dev.belay.toolcall.value.Scan.Refused;
import dev.belay.toolcall.value.Scan.Work;
import java.util.Set;

/// Reads the values of one text: JSON, and what models write for it: JSON5, Python and JavaScript literals.
///
/// Each repair is named; what would need a guess is refused. Never throws. However often it is asked, all reads of
/// one instance together take time linear in the text's length: when they would take more, the rest is refused.
/// One instance per text, one thread.
public final class LenientValues {
    /// What an attempt costs besides its length, in looks.
    private static final int ATTEMPT = 16;

    private final String text;
    private final Work work;

    public LenientValues(String text) {
        this.text = text;
        this.work = new Work(text.length());
    }

    /// The value at a place in JSON: the same as [#read(int, int, Notation)].
    public WrittenValue read(int from, int to) {
        return read(from, to, Notation.JSON);
    }

    /// The value at a place, after blanks and comments. What follows it does not matter, but for a word or number
    /// that goes on.
    ///
    /// @param to where the text ends for this value; brackets that are open there count as closed, and
    ///     [WrittenValue#whole] is false
    public WrittenValue read(int from, int to, Notation notation) {
        int last = Math.clamp(to, 0, text.length());
        int first = Math.clamp(from, 0, last);
        WrittenValue strict = attempt(scan(first, last, notation, true), Slot.ALONE);
        return strict.found() || strict.tooDeep() ? strict : attempt(scan(first, last, notation, false), Slot.ALONE);
    }

    /// The value of an argument inside the parentheses of a call in Python, up to a comma or closing bracket.
    ///
    /// @param named whether `name=` stood before it: then only arguments with names may follow, which tells quotes
    ///     inside a string from its end
    public WrittenValue argument(int from, int to, boolean named) {
        int last = Math.clamp(to, 0, text.length());
        int first = Math.clamp(from, 0, last);
        Slot slot = named ? Slot.KEYWORD : Slot.ARGUMENT;
        Scan scan = scan(first, last, Notation.PYTHON, true);
        scan.open(')');
        WrittenValue strict = attempt(scan, slot);
        if (strict.found() && new Follow(scan).endsArgument(strict.end(), slot)) {
            return strict;
        }
        Scan again = scan(first, last, Notation.PYTHON, false);
        again.open(')');
        return attempt(again, slot);
    }

    private Scan scan(int from, int to, Notation notation, boolean strict) {
        return new Scan(text, from, to, notation, strict, work);
    }

    private static WrittenValue attempt(Scan scan, Slot slot) {
        int start = scan.at();
        try {
            scan.spend(ATTEMPT);
            scan.blanks();
            start = scan.at();
            JsonNode json = new Pass(scan).value(slot);
            return new WrittenValue(json, start, scan.at(), scan.repairs(), scan.whole(), null);
        } catch (Refused e) {
            return new WrittenValue(null, start, scan.at(), Set.of(), false, e.getMessage());
        }
    }
}
