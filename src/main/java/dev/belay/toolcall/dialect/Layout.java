package dev.belay.toolcall.dialect;

import java.util.ArrayList;
import java.util.List;

/// Where a text quotes code: blocks between lines of three backticks, and `code` within a line.
public final class Layout {
    private static final String TICKS = "```";

    private final String text;
    private final List<Fence> fences = new ArrayList<>();
    private final List<Fence> inline = new ArrayList<>();

    private Layout(String text) {
        this.text = text;
        int at = text.indexOf('`');
        while (at >= 0) {
            at = text.indexOf('`', text.startsWith(TICKS, at) ? fence(at) : inline(at));
        }
    }

    static Layout of(String text) {
        return new Layout(text);
    }

    /// @param start of the opening ticks
    /// @param from of the content
    /// @param to end of the content
    /// @param end after the closing ticks
    public record Fence(int start, int from, int to, int end, String language) {}

    /// The block that a place is in, or `null`.
    public Fence fence(int at, boolean withTicks) {
        Fence before = before(fences, at);
        if (before == null) {
            return null;
        }
        int end = withTicks ? before.end : before.to;
        return at < end && (withTicks || at >= before.from) ? before : null;
    }

    /// The code within a line that a place is in, or `null`.
    public Fence inline(int at, int end) {
        Fence before = before(inline, at);
        return before != null && at >= before.from && end <= before.to ? before : null;
    }

    public List<Fence> fences() {
        return fences;
    }

    /// The latest that starts at or before a place.
    private static Fence before(List<Fence> ranges, int at) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).start <= at) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? null : ranges.get(high);
    }

    /// A block that never ends goes on to the end of the text: models stop there.
    private int fence(int start) {
        int ticks = start + TICKS.length();
        int word = ticks;
        while (word < text.length() && Source.nameCharacter(text.charAt(word)) && word - ticks < 32) {
            word++;
        }
        int close = text.indexOf(TICKS, word);
        int to = close < 0 ? text.length() : close;
        int end = close < 0 ? text.length() : close + TICKS.length();
        boolean named =
                word < to && (text.charAt(word) == '\n' || text.charAt(word) == '\r' || text.charAt(word) == ' ');
        int from = named ? word : ticks;
        fences.add(new Fence(start, from, to, end, named ? text.substring(ticks, word) : ""));
        return end;
    }

    /// A tick without another on its line is a tick.
    private int inline(int start) {
        int from = start;
        while (from < text.length() && text.charAt(from) == '`') {
            from++;
        }
        int to = from;
        while (to < text.length() && text.charAt(to) != '`' && text.charAt(to) != '\n') {
            to++;
        }
        if (to == text.length() || text.charAt(to) == '\n') {
            return to;
        }
        int end = to;
        while (end < text.length() && text.charAt(end) == '`') {
            end++;
        }
        inline.add(new Fence(start, from, to, end, ""));
        return end;
    }
}
