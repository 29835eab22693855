package dev.belay.model.codec;

import dev.belay.model.catalog.ModelSpec;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes a provider's words fit to be shown: without our secrets, without anything that looks like one, on one line,
/// and short.
public final class Redaction {
    private static final int LONGEST = 300;
    private static final int SHORTEST_SECRET = 4;
    private static final Pattern KEY_LIKE =
            Pattern.compile("(?i)\\b(?:sk|pk|rk|gsk|xai|key)-[A-Za-z0-9_*-]{6,}|\\bbearer\\s+[^\\s\"',;]{4,}");
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");
    private static final Pattern MARKUP = Pattern.compile("<\\s*[!/a-zA-Z][^>]*>?");

    private final List<String> secrets;

    public Redaction(ModelSpec model) {
        this.secrets = Stream.concat(Stream.of(model.access().key()), model.access().headers().values().stream())
                .map(secret -> secret.value())
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .toList();
    }

    /// @param words what a provider said, or `null`
    public String clean(String words) {
        if (words == null) {
            return "";
        }
        String clean = words;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        clean = clean.length() > 4 * LONGEST ? clean.substring(0, 4 * LONGEST) : clean;
        clean = KEY_LIKE.matcher(clean).replaceAll("***");
        clean = MARKUP.matcher(clean).replaceAll(" ");
        clean = NOT_PRINTABLE.matcher(clean).replaceAll(" ").strip();
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }
}
