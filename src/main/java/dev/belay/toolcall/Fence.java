package dev.belay.toolcall;

/// A block between lines of three backticks.
///
/// @param end place after the closing fence
record Fence(String content, int end) {

    /// The block that begins at the cursor, or `null` if it never ends. A block that ends with the text is
    /// whole: models stop there.
    static Fence at(Cursor cursor) {
        int line = cursor.next("\n", cursor.at());
        if (line < 0) {
            return null;
        }
        int close = cursor.next("\n```", line);
        return close < 0 ? null : new Fence(cursor.between(line + 1, Math.max(line + 1, close)), close + 4);
    }

    boolean holdsTags() {
        return content.stripLeading().startsWith(TagCall.OPEN);
    }
}
