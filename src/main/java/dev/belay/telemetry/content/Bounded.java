package dev.belay.telemetry.content;

/// A text within its limit.
///
/// @param cut whether something is missing
record Bounded(String text, boolean cut) {

    /// At most the first `limit` characters; never half of a surrogate pair.
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }

    @Override
    public String toString() {
        return "Bounded[" + text.length() + " characters]";
    }
}
