package dev.belay.bench.gateway;

import java.util.function.LongConsumer;

/// Finds the ends of a stream's events as its bytes come. Comments are no events: what keeps a silent connection alive
/// is not to hide the silence.
final class Pieces {
    private final LongConsumer events;
    private byte last = '\n';
    private boolean begins = true;
    private boolean comment;

    Pieces(LongConsumer events) {
        this.events = events;
    }

    /// @param arrived what the listener hears, once, if an event ended among these bytes
    void came(byte[] bytes, int from, int count, long arrived) {
        boolean ended = false;
        for (int i = from; i < from + count; i++) {
            byte current = bytes[i];
            if (current == '\r') {
                continue;
            }
            if (current == '\n' && last == '\n') {
                ended |= !begins && !comment;
                begins = true;
            } else if (begins) {
                begins = false;
                comment = current == ':';
            }
            last = current;
        }
        if (ended) {
            events.accept(arrived);
        }
    }
}
