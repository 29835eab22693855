package dev.belay.tier.agent;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.tier.TierBroke;
import dev.belay.tier.TierFailed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// An attempt under way on its own thread. The thread that waits may be interrupted by its timeout; the one
/// that works is stopped by its cancellation alone.
public final class Ongoing {
    /// How long a call that is cancelled may take to find out what it has used.
    private static final Duration LAST_WORD = Duration.ofMillis(100);

    private final CompletableFuture<Answer> result = new CompletableFuture<>();
    private final CompletableFuture<Void> worked = new CompletableFuture<>();
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final AttemptJournal journal;

    Ongoing(Deadline deadline, Cancellation cancellation, AttemptJournal journal) {
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.journal = journal;
        cancellation.onCancel(() -> result.completeExceptionally(new ControlFlow.Cancelled(cancellation.reason())));
    }

    /// Waits for the outcome, at most until the deadline less the reserve.
    ///
    /// @throws TierFailed if the attempt fell or the deadline passed
    /// @throws ControlFlow if the run is to stop; `Cancelled` also if this thread was interrupted
    public Answer await() {
        try {
            return result.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late(e);
        } catch (InterruptedException _) {
            throw new ControlFlow.Cancelled("the thread that waited was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ControlFlow.Cancelled && !cancellation.cancelled() && deadline.passed()) {
                // A door noticed the deadline before this thread did; nobody cancelled anything.
                throw late(e.getCause());
            }
            if (e.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new TierBroke("broke: " + e.getCause().getClass().getSimpleName(), e.getCause());
        }
    }

    private static TierFailed late(Throwable cause) {
        return new TierFailed(new Failure.DeadlinePassed("the time for tiers that ask models is over"), cause);
    }

    /// Called on the working thread.
    void work(Supplier<Answer> work) {
        try {
            result.complete(work.get());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        } finally {
            worked.complete(null);
        }
    }

    /// Nothing of the attempt is written down from now on, except what had begun. Also called when all is done.
    AttemptJournal.Spent giveUp(String tier, String why) {
        journal.close();
        cancellation.cancel(why);
        cancellation.release();
        if (journal.calling()) {
            awaitLastWord();
        }
        journal.giveUp(tier, why);
        return journal.spent();
    }

    private void awaitLastWord() {
        try {
            worked.get(LAST_WORD.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // What is known by now has to do.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
