package dev.belay.strategy.branch;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.tier.TierCall;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// Where branches are worked on, and how time passes for whoever waits for them. Called from many threads at once.
public interface Track {

    /// Nanoseconds from an arbitrary origin.
    long nanos();

    /// Has the chain of `call` tried beside the calling thread.
    ///
    /// @param end hears once what came of it, from any thread
    void start(TierCall call, Consumer<Result> end);

    /// Has the chain of `call` tried on the calling thread.
    ///
    /// @throws dev.belay.tier.TierFailed if no tier held
    Answer from(TierCall call);

    /// The same, below its first tier, which was tried and fell.
    ///
    /// @throws dev.belay.tier.TierFailed if no further tier held
    Answer below(TierCall fallen, Failure failure);

    /// Waits for something to be put into the box.
    ///
    /// @param limit `null` to wait for as long as it takes
    /// @return `null` if nothing was in time
    <T> T next(BlockingQueue<T> box, Duration limit);
}
