package dev.belay.toolcall.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// What stands at a place in a text: a value, or the reason why there is none.
///
/// @param json `null` exactly if there is a problem
/// @param start of the value itself, after blanks
/// @param end place after the value, or where reading stopped; never beyond the text
/// @param whole whether every bracket was closed
/// @param problem half a sentence for the model that wrote it, or `null`
public record WrittenValue(JsonNode json, int start, int end, Set<Repair> repairs, boolean whole, String problem) {
    public WrittenValue {
        repairs = Set.copyOf(repairs);
    }

    static final String TOO_DEEP = "values are nested too deeply";

    /// Whether it was refused because it is nested as no call is.
    public boolean tooDeep() {
        return TOO_DEEP.equals(problem);
    }

    public boolean found() {
        return json != null;
    }

    /// Whether there is a value and nothing of it had to be mended.
    public boolean clean() {
        return found() && repairs.isEmpty();
    }
}
