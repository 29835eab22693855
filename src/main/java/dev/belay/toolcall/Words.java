package dev.belay.toolcall;

import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Layout;
import dev.belay.toolcall.dialect.Source;
import java.util.Comparator;
import java.util.List;

/// The words around calls.
final class Words {
    private final Source source;
    private final int end;

    /// @param end where they end
    Words(Source source, int end) {
        this.source = source;
        this.end = end;
    }

    /// What is left without what was found, and without blocks of which nothing is left.
    String without(List<Found> found) {
        StringBuilder words = new StringBuilder();
        int at = 0;
        for (Found one :
                found.stream().sorted(Comparator.comparingInt(Found::start)).toList()) {
            int start = Math.min(one.start(), end);
            if (start > at) {
                words.append(source.written(), at, start);
            }
            at = Math.max(at, Math.min(one.end(), end));
            at = leaveBlock(words, one, at);
        }
        return words.append(source.written(), at, Math.max(at, end)).toString().strip();
    }

    /// If nothing stands before the call in its block, and nothing after it, the block goes as well.
    private int leaveBlock(StringBuilder words, Found one, int at) {
        Layout.Fence fence = source.layout().fence(one.start(), true);
        if (fence == null || at > fence.to() || source.afterSpace(at) < fence.to()) {
            return at;
        }
        String head = source.written().substring(fence.start(), fence.from());
        int opened = words.lastIndexOf(head);
        if (opened < 0 || !words.substring(opened + head.length()).isBlank()) {
            return at;
        }
        words.setLength(opened);
        return Math.min(fence.end(), end);
    }
}
