package dev.belay.gateway.door;

import dev.belay.exchange.Deadline;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.RunBook;
import dev.belay.gateway.admission.Admission;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.work.Launch;
import dev.belay.run.Runs;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Admits a request, opens its run or finds the one that it repeats, and has it worked on.
final class FrontDoor implements Gateway {
    private final Admission admission;
    private final History history;
    private final RunBook book;
    private final Runs runs;
    private final Launch launch;
    private final Semaphore places;

    /// @param maxRuns how many runs are worked on at once
    FrontDoor(Admission admission, History history, RunBook book, Runs runs, Launch launch, int maxRuns) {
        this.admission = admission;
        this.history = history;
        this.book = book;
        this.runs = runs;
        this.launch = launch;
        this.places = new Semaphore(maxRuns);
    }

    @Override
    public Ticket submit(Submission submission) {
        Admitted admitted = admission.admit(submission.request(), submission.caller());
        Deadline deadline = launch.deadline(admitted.deadline());
        if (!places.tryAcquire()) {
            throw new Refusal(Refusal.Kind.OVERLOADED, null, "too many runs are being worked on; try again shortly");
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        Runnable leave = () -> {
            if (taken.compareAndSet(true, false)) {
                places.release();
            }
        };
        try {
            Ticket ticket = open(submission, history.before(admitted, submission.caller()), deadline, leave);
            if (ticket.attached()) {
                leave.run();
            }
            return ticket;
        } catch (RuntimeException | Error e) {
            leave.run();
            throw e;
        }
    }

    private Ticket open(Submission submission, Admitted admitted, Deadline deadline, Runnable leave) {
        RunBook.NewRun wanted = new RunBook.NewRun(
                admitted.request(),
                submission.caller(),
                new RunBook.Plan(admitted.strategy(), admitted.policy().name()),
                new RunBook.Once(submission.bodyHash(), submission.clientRetry()),
                launch.opener(submission));
        return switch (book.open(wanted)) {
            case RunBook.Opened.Fresh(RunBook.Live run) -> {
                Launch.Order order = new Launch.Order(admitted, submission, deadline);
                yield launch.start(order, run, leave);
            }
            case RunBook.Opened.Attached(String runId) -> launch.attach(runId, submission.caller(), runs, deadline);
            case RunBook.Opened.KeyReused(String runId) ->
                throw new Refusal(
                        Refusal.Kind.KEY_REUSED,
                        "idempotency_key",
                        "this key was used with another body, for run " + runId);
        };
    }
}
