package dev.belay.gateway.work;

import dev.belay.gateway.Gateway;
import dev.belay.gateway.Said;
import dev.belay.run.follow.Audience;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A run that this request started.
///
/// @param elsewhere by which the caller hears if another process carries the run on
/// @param seat of the caller among those who wait for the run; `null` if nobody does
record OwnTicket(RunWork work, AttachedTicket elsewhere, Audience.Seat seat) implements Gateway.Ticket {

    @Override
    public String runId() {
        return work.runId();
    }

    @Override
    public boolean attached() {
        return false;
    }

    @Override
    public boolean far() {
        return work.heard().isCompletedExceptionally();
    }

    @Override
    public Gateway.Report await() {
        try {
            return work.heard().join();
        } catch (CompletionException _) {
            return elsewhere.await();
        }
    }

    @Override
    public Optional<Gateway.Report> await(Duration limit) {
        try {
            return Optional.of(work.heard().get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException _) {
            return elsewhere.await(limit);
        }
    }

    @Override
    public Optional<Said> hear(Duration limit) {
        try {
            Optional<Said.Words> words = work.spoken().listen(limit);
            if (words.isEmpty() || !SpokenAnswer.isOver(words.get())) {
                return words.map(Said.class::cast);
            }
            Optional<Gateway.Report> report = await(limit);
            if (report.isEmpty() && work.heard().isCompletedExceptionally()) {
                elsewhere.refuseIfLate();
            }
            return report.map(this::ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Said ended(Gateway.Report report) {
        SpokenAnswer spoken = work.spoken();
        int heard = report.outcome()
                .answered()
                .map(answer -> spoken.heardOf(answer.message().text()))
                .orElseGet(() -> spoken.heardAnything() ? -1 : 0);
        return new Said.Ended(report, heard, spoken.apart());
    }

    @Override
    public void hungUp(String reason) {
        if (seat != null) {
            seat.hangUp(reason);
        }
    }

    @Override
    public void cancel(String reason) {
        work.cancel(reason);
        // For whoever has taken the run over, or will.
        elsewhere.cancel(reason);
    }
}
