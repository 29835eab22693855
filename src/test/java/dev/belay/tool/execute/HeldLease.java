package dev.belay.tool.execute;

import dev.belay.exchange.ControlFlow;
import dev.belay.journal.fence.Lease;
import java.util.function.LongConsumer;

/// A lease that is held until a test says otherwise.
final class HeldLease implements Lease {
    volatile boolean lost;
    volatile Runnable onCheck = () -> {};

    @Override
    public long fence() {
        return 1;
    }

    @Override
    public void check(long fence) {
        onCheck.run();
        if (lost) {
            throw new ControlFlow.Disowned("lost");
        }
    }

    @Override
    public void endOverdue() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onLoss(LongConsumer listener) {
        throw new UnsupportedOperationException();
    }
}
