package dev.belay.telemetry;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Failure;
import java.util.Locale;
import java.util.regex.Pattern;

/// Turns values that somebody else may have made up into labels of a small set.
///
/// A model can ask for tools that do not exist under any name it likes, a provider can answer under any model
/// name, and a reason can be a sentence. None of that may become a new time series, or carry content into one.
final class Labels {
    static final String NONE = "none";
    static final String UNKNOWN = "unknown";
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_.]{0,63}");
    private static final int TEXT_LIMIT = 128;

    private Labels() {}

    /// The tool's name if it is one of the catalog, which is what an effect class says; otherwise `unknown`.
    static String tool(BelayEvent.ToolStarted started) {
        return present(started.effectClass()) ? started.tool() : UNKNOWN;
    }

    static String reason(Failure failure) {
        return failure == null ? NONE : failure.reason();
    }

    /// `value` if it is a word of the kind [Failure#reason()] gives, otherwise `instead`.
    static String word(String value, String instead) {
        return value != null && WORD.matcher(value).matches() ? value : instead;
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String orNone(String value) {
        return present(value) ? value : NONE;
    }

    /// For span attributes, which are not aggregated: the text, but never a long one.
    static String cut(String value) {
        return value.length() <= TEXT_LIMIT ? value : value.substring(0, TEXT_LIMIT);
    }

    static boolean present(String value) {
        return value != null && !value.isBlank();
    }
}
