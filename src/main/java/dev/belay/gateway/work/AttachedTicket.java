package dev.belay.gateway.work;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.RunState;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.Said;
import dev.belay.platform.Pause;
import dev.belay.run.Explanation;
import dev.belay.run.RunRecord;
import dev.belay.run.Runs;
import dev.belay.run.follow.Audience;
import dev.belay.run.follow.Happenings;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A run that an earlier request started, here or in another process.
///
/// @param seat of the caller among those who wait for the run; `null` in another process, where hanging up stops
///     nothing
/// @param pause until the database is asked again when it did not answer
record AttachedTicket(String runId, Caller caller, Runs runs, Deadline deadline, Audience.Seat seat, Pause pause)
        implements Gateway.Ticket {
    private static final Logger LOG = Logger.getLogger(AttachedTicket.class);

    /// How long a database is left alone that did not answer.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    @Override
    public boolean attached() {
        return true;
    }

    @Override
    public Gateway.Report await() {
        return await(deadline.remaining()).orElseThrow(this::stillAtWork);
    }

    /// A database that does not answer says nothing of the run, which goes on without it or where it is reached.
    @Override
    public Optional<Gateway.Report> await(Duration limit) {
        Deadline until = deadline.within(limit);
        do {
            try {
                return end(until);
            } catch (Gone gone) {
                throw gone;
            } catch (RuntimeException e) {
                LOG.debugf("what became of run %s could not be read: %s", runId, Bounded.shape(e));
                Duration left = until.remaining();
                pause.await(left.compareTo(AGAIN) < 0 ? left : AGAIN, new Cancellation());
            }
        } while (!until.passed());
        return Optional.empty();
    }

    private Optional<Gateway.Report> end(Deadline until) {
        try (Happenings happenings = runs.follow(runId, caller, Long.MAX_VALUE).orElseThrow(() -> new Gone(runId))) {
            while (!until.passed()) {
                happenings.next(until.remaining());
            }
        } catch (NoSuchElementException _) {
            // The run is no longer live, which is what was waited for.
        }
        return report();
    }

    @Override
    public Optional<Said> hear(Duration limit) {
        Optional<Said> end = Gateway.Ticket.super.hear(limit);
        if (end.isEmpty()) {
            refuseIfLate();
        }
        return end;
    }

    /// @throws Refusal if the deadline has passed
    void refuseIfLate() {
        if (deadline.passed()) {
            throw stillAtWork();
        }
    }

    @Override
    public void hungUp(String reason) {
        if (seat != null) {
            seat.hangUp(reason);
        }
    }

    @Override
    public void cancel(String reason) {
        try {
            runs.cancel(runId, caller, reason);
        } catch (RuntimeException e) {
            LOG.warnf("that run %s is to stop could not be written down: %s", runId, Bounded.shape(e));
        }
    }

    private Optional<Gateway.Report> report() {
        RunRecord run = runs.find(runId, caller).orElseThrow(() -> new Gone(runId));
        if (run.state().kind() == RunState.Kind.LIVE) {
            return Optional.empty();
        }
        List<Explanation.Effect> effects =
                runs.explain(runId, caller).map(Explanation::effects).orElse(List.of());
        return Optional.of(
                new Gateway.Report(runId, run.outcome(), run.usage(), run.attempts(), Verdict.started(effects)));
    }

    /// The caller may ask again, and finds the run if it is still there.
    private Refusal stillAtWork() {
        if (seat != null) {
            seat.leave();
        }
        return new Refusal(
                Refusal.Kind.CONFLICT,
                "idempotency_key",
                "run " + runId + ", which an equal request started, is still at work");
    }

    private static final class Gone extends IllegalStateException {
        private Gone(String runId) {
            super("run " + runId + " is gone");
        }
    }
}
