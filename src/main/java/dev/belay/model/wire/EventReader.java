package dev.belay.model.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Splits bytes into server-sent events (WHATWG HTML, section 9.2) and hands out their data. Used by one thread.
///
/// Lines are decoded whole, so a character may be split between reads. Comments and other fields are dropped. Where a
/// server forgets the empty line between events, a new object begins a new event.
final class EventReader {
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    /// What has come of a line that goes on in the next read.
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> onEvent;
    private final int longestLine;
    /// The first line of data, or `null`. Most events have no other.
    private String first;
    /// All lines of data, if there are several.
    private final StringBuilder several = new StringBuilder();
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
                afterReturn = false;
            }
            if (end == bytes.length) {
                line.write(bytes, at, end - at);
            } else if (!isSecondHalf(bytes[end])) {
                endLine(bytes, at, end);
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
    private boolean isSecondHalf(byte lineBreak) {
        boolean secondHalf = lineBreak == '\n' && afterReturn;
        afterReturn = lineBreak == '\r';
        return secondHalf;
    }

    /// The stream is over: what was begun is an event if it is whole.
    void end() {
        if (line.size() > 0) {
            endLine(new byte[0], 0, 0);
        }
        endEvent();
    }

    /// @param bytes hold the rest of the line
    private void endLine(byte[] bytes, int from, int to) {
        if (line.size() == 0) {
            field(bytes, from, to);
            return;
        }
        line.write(bytes, from, to - from);
        byte[] whole = line.toByteArray();
        line.reset();
        field(whole, 0, whole.length);
    }

    private void field(byte[] bytes, int from, int to) {
        if (from == to) {
            endEvent();
            return;
        }
        int value = from + DATA.length;
        if (value <= to && Arrays.equals(bytes, from, value, DATA, 0, DATA.length)) {
            int start = value < to && bytes[value] == ' ' ? value + 1 : value;
            add(new String(bytes, start, to - start, StandardCharsets.UTF_8));
        }
    }

    private void add(String value) {
        if (first != null && isWhole() && (value.startsWith("{") || value.startsWith("["))) {
            endEvent();
        }
        if (first == null) {
            first = value;
            return;
        }
        if (several.isEmpty()) {
            several.append(first);
        }
        several.append('\n').append(value);
    }

    private boolean isWhole() {
        CharSequence data = several.isEmpty() ? first : several;
        return data.length() > 1 && data.charAt(0) == '{' && data.charAt(data.length() - 1) == '}';
    }

    private void endEvent() {
        if (first != null) {
            String event = several.isEmpty() ? first : several.toString();
            first = null;
            several.setLength(0);
            onEvent.accept(event);
        }
    }
}
