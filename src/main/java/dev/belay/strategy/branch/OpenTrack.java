package dev.belay.strategy.branch;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.tier.Descent;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Each branch on a virtual thread of its own, in real time.
@ApplicationScoped
class OpenTrack implements Track {
    private static final Logger LOG = Logger.getLogger(OpenTrack.class);

    private final Descent descent;
    private final Workers workers;
    private final Time time;

    OpenTrack(Descent descent, Workers workers, Time time) {
        this.descent = descent;
        this.workers = workers;
        this.time = time;
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public void start(TierCall call, Consumer<Result> end) {
        workers.start(() -> end.accept(result(call)));
    }

    private Result result(TierCall call) {
        try (var _ = call.work().scope().enter()) {
            return new Result.Answered(descent.from(call));
        } catch (RuntimeException e) {
            return Result.of(e);
        } catch (Error e) {
            LOG.errorf(e, "a branch of run %s broke", call.work().id().runId());
            return new Result.Fell(TierFailed.failureOf(e, call.chain().first()));
        }
    }

    @Override
    public Answer from(TierCall call) {
        return descent.from(call);
    }

    @Override
    public Answer below(TierCall fallen, Failure failure) {
        return descent.below(fallen, failure);
    }

    @Override
    public <T> T next(BlockingQueue<T> box, Duration limit) {
        try {
            return limit == null ? box.take() : box.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlFlow.Cancelled("the thread that waited was interrupted");
        }
    }
}
