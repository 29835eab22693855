package dev.belay.toolcall.dialect.json;

import dev.belay.toolcall.dialect.Source;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Knows a JSON call by its beginning.
final class CutOff {
    /// Where the name stands in calls that are long: in the beginning.
    private static final int FARTHEST = 200;

    /// In looks.
    private static final int COST = FARTHEST;

    private static final Pattern NAME =
            Pattern.compile("[{,]\\s{0,40}\"(\\w{1,40})\"\\s{0,40}:\\s{0,40}\"([^\"\\\\\n]{1,200})\"");

    private CutOff() {}

    /// The tool that an object or list is about to call, if it breaks off before `end`: within a string, or with a
    /// bracket open and nothing but JSON before.
    ///
    /// @return `null` if it is not about to call one, or goes on as something else
    static String named(Source source, int at, int end) {
        int first = source.afterSpace(at + 1);
        boolean holds = source.sees('"', first) || BareJson.begins(source, first);
        if (!holds || !source.spend(COST)) {
            return null;
        }
        Matcher members = NAME.matcher(source.text()).region(at, Math.min(end, at + FARTHEST));
        while (members.find()) {
            String name = Keys.NAMES.contains(members.group(1)) ? source.tools().find(members.group(2)) : null;
            if (name != null) {
                return breaksOff(source, at, end) ? name : null;
            }
        }
        return null;
    }

    /// Whether all brackets that open are still open, or closed, when the text ends: the last is never closed.
    private static boolean breaksOff(Source source, int at, int end) {
        if (!source.spend(end - at)) {
            return false;
        }
        String text = source.text();
        boolean quoted = false;
        int open = 0;
        for (int place = at; place < end; place++) {
            char c = text.charAt(place);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                place++;
            } else if (!quoted && (c == '{' || c == '[')) {
                open++;
            } else if (!quoted && (c == '}' || c == ']') && --open == 0) {
                return false;
            }
        }
        return true;
    }
}
