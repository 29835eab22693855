package dev.belay.run;

import dev.belay.journal.fence.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// The lease of a process that lives until a test says otherwise.
final class FixedLease implements Lease {
    private final List<LongConsumer> listeners = new ArrayList<>();
    private final long fence;

    FixedLease(long fence) {
        this.fence = fence;
    }

    @Override
    public long fence() {
        return fence;
    }

    @Override
    public void check(long asked) {
        // held
    }

    @Override
    public void endOverdue() {
        // nobody is
    }

    @Override
    public void release() {
        // kept
    }

    @Override
    public void onLoss(LongConsumer listener) {
        listeners.add(listener);
    }

    void lose() {
        listeners.forEach(listener -> listener.accept(fence));
    }
}
