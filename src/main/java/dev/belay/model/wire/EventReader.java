package dev.belay.model.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Splits bytes into server-sent events (WHATWG HTML, section 9.2) and hands out their data. Used by one thread.
///
/// Lines are decoded whole, so a character may be split between reads. Comments and other fields are dropped. Where a
/// server forgets the empty line between events, a new object begins a new event.
final class EventReader {
    private static final String DATA = "data:";

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private final Consumer<String> onEvent;
    private final int longestLine;
    private boolean hasData;
    private boolean afterReturn;

    EventReader(int longestLine, Consumer<String> onEvent) {
        this.longestLine = longestLine;
        this.onEvent = onEvent;
    }

    /// @return false if a line is too long; nothing more may be given then
    boolean accept(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        for (int at = 0; at < bytes.length; at++) {
            int end = breakAfter(bytes, at);
            if (line.size() + end - at > longestLine) {
                return false;
            }
            if (end > at) {
                line.write(bytes, at, end - at);
                afterReturn = false;
            }
            if (end < bytes.length) {
                lineBreak(bytes[end]);
            }
            at = end;
        }
        return true;
    }

    /// Where the line that goes on at `from` breaks, or the end of what is there.
    private static int breakAfter(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return end;
    }

    /// A return and the line feed after it are one break, also when a read ends between them.
    private void lineBreak(byte next) {
        boolean secondHalf = next == '\n' && afterReturn;
        afterReturn = next == '\r';
        if (!secondHalf) {
            endLine();
        }
    }

    /// The stream is over: what was begun is an event if it is whole.
    void end() {
        if (line.size() > 0) {
            endLine();
        }
        endEvent();
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            endEvent();
        } else if (text.startsWith(DATA)) {
            add(text.substring(text.startsWith(" ", DATA.length()) ? DATA.length() + 1 : DATA.length()));
        }
    }

    private void add(String value) {
        if (hasData && isWhole() && (value.startsWith("{") || value.startsWith("["))) {
            endEvent();
        }
        if (hasData) {
            data.append('\n');
        }
        data.append(value);
        hasData = true;
    }

    private boolean isWhole() {
        return data.length() > 1 && data.charAt(0) == '{' && data.charAt(data.length() - 1) == '}';
    }

    private void endEvent() {
        if (hasData) {
            String event = data.toString();
            data.setLength(0);
            hasData = false;
            onEvent.accept(event);
        }
    }
}
