package dev.belay.gateway.work;

import dev.belay.gateway.Gateway;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A run that this request started.
record OwnTicket(RunWork work, boolean outlivesCaller) implements Gateway.Ticket {

    @Override
    public String runId() {
        return work.runId();
    }

    @Override
    public boolean attached() {
        return false;
    }

    @Override
    public Gateway.Report await() {
        return work.heard().join();
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
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run's report never fails", e);
        }
    }

    @Override
    public void cancel(String reason) {
        work.cancel(reason);
    }
}
