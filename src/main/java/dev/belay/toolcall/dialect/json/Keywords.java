package dev.belay.toolcall.dialect.json;

import dev.belay.toolcall.python.CallExpressions;
import dev.belay.toolcall.value.WrittenCall;

/// Arguments as a call has them between its parentheses, `a=1, b="x"`, without the call.
public final class Keywords {
    private static final int LONGEST = 100_000;

    private Keywords() {}

    /// @return `null` if the text is something else, or anything in it cannot be read
    public static WrittenCall read(String name, String text) {
        int sign = text.indexOf('=');
        if (sign < 1 || text.length() > LONGEST || !word(text.substring(0, sign).strip())) {
            return null;
        }
        String call = "f(" + text.strip() + ")";
        WrittenCall read = new CallExpressions(call).call(0, call.length());
        boolean all = read != null
                && read.problem() == null
                && read.whole()
                && read.positional().isEmpty()
                && read.end() == call.length();
        return all
                ? new WrittenCall(name, read.named(), read.positional(), 0, text.length(), read.repairs(), true)
                : null;
    }

    private static boolean word(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }
}
