package dev.belay.gateway.door;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Deadline;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.RunBook;
import dev.belay.gateway.Streaming;
import dev.belay.gateway.admission.Admission;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.experiment.Shade;
import dev.belay.gateway.experiment.Trials;
import dev.belay.gateway.load.Places;
import dev.belay.gateway.load.Weight;
import dev.belay.gateway.work.Launch;
import dev.belay.run.Runs;
import dev.belay.run.follow.Audience;
import dev.belay.tier.Chain;

/// Admits a request, opens its run or finds the one that it repeats, and has it worked on.
final class FrontDoor implements Gateway {
    private final Admission admission;
    private final Before before;
    private final RunBook book;
    private final Runs runs;
    private final Launch launch;
    private final Places places;

    /// What becomes of an admitted request before its run is opened.
    ///
    /// @param shadows what works beside it once it has ended
    record Before(History history, Trials trials, Beside shadows) {}

    /// What works beside a run.
    @FunctionalInterface
    interface Beside {
        /// @param shade `null` for nothing
        RunBook.Live beside(RunBook.Live run, Shade shade, Caller caller);
    }

    FrontDoor(Admission admission, Before before, RunBook book, Runs runs, Launch launch, Places places) {
        this.admission = admission;
        this.before = before;
        this.book = book;
        this.runs = runs;
        this.launch = launch;
        this.places = places;
    }

    @Override
    public Ticket submit(Submission submission) {
        Admitted admitted = admission.admit(submission.request(), submission.caller());
        Deadline deadline = launch.deadline(admitted.deadline());
        long weight = Weight.of(submission.request());
        Places.Place leave = places.enter(submission.caller().id(), weight, deadline.remaining());
        if (leave == null) {
            throw overloaded();
        }
        try {
            Admitted whole = before.history().before(admitted, submission.caller());
            if (!leave.grow(Math.max(0, Weight.of(whole.request()) - weight))) {
                throw overloaded();
            }
            Ticket ticket = open(submission, before.trials().enter(whole, submission.caller()), deadline, leave);
            if (ticket.attached()) {
                leave.run();
            }
            return ticket;
        } catch (RuntimeException | Error e) {
            leave.run();
            throw e;
        }
    }

    private static Refusal overloaded() {
        return new Refusal(Refusal.Kind.OVERLOADED, null, "too many runs are being worked on; try again shortly");
    }

    private static Runnable chosen(Trials.Entered entered, RunBook.Live run) {
        return entered.choice() == null ? () -> {} : () -> run.passage().chose(entered.choice());
    }

    /// What is expected of a text is seen of the whole one.
    private static Streaming streaming(Submission submission, Admitted admitted) {
        boolean judged = !admitted.request().conversation().expected().isEmpty();
        return submission.streaming() == null || judged
                ? Streaming.BUFFER
                : admitted.policy().delivery().streaming(submission.streaming());
    }

    private Ticket open(Submission submission, Trials.Entered entered, Deadline deadline, Runnable leave) {
        Admitted admitted = entered.admitted();
        RunBook.NewRun wanted = new RunBook.NewRun(
                admitted.request(),
                submission.caller(),
                new RunBook.Plan(admitted.strategy(), admitted.policy().name(), admitted.kept()),
                new RunBook.Once(submission.bodyHash(), submission.clientRetry()),
                submission.propagation(),
                launch.opener(submission, admitted));
        return switch (book.open(wanted)) {
            case RunBook.Opened.Fresh(RunBook.Live run, Audience.Seat seat) -> {
                var order = new Launch.Order(
                        admitted,
                        submission.caller(),
                        Chain.of(admitted.tiers()),
                        deadline,
                        streaming(submission, admitted),
                        chosen(entered, run),
                        seat);
                yield launch.start(
                        order, before.shadows().beside(run, entered.shade(), submission.caller()), runs, leave);
            }
            case RunBook.Opened.Attached(String runId, Audience.Seat seat) ->
                launch.attach(runId, submission.caller(), runs, deadline, seat);
            case RunBook.Opened.KeyReused(String runId) ->
                throw new Refusal(
                        Refusal.Kind.KEY_REUSED,
                        "idempotency_key",
                        "this key was used with another body, for run " + runId);
        };
    }
}
