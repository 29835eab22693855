package dev.belay.support;

import dev.belay.exchange.Outcome;
import dev.belay.exchange.Usage;
import dev.belay.gateway.Gateway;
import java.time.Duration;
import java.util.Optional;

/// A run named `r1` that is over as soon as it is waited for, and that nobody attaches to.
public class EndedTicket implements Gateway.Ticket {
    private final Gateway.Report report;

    public EndedTicket(Outcome outcome, Usage usage, int attempts) {
        this.report = new Gateway.Report("r1", outcome, usage, attempts, false);
    }

    @Override
    public String runId() {
        return report.runId();
    }

    @Override
    public boolean attached() {
        return false;
    }

    @Override
    public Gateway.Report await() {
        return report;
    }

    @Override
    public Optional<Gateway.Report> await(Duration limit) {
        return Optional.of(await());
    }

    @Override
    public void hungUp(String reason) {
        throw new IllegalStateException("nobody hung up");
    }

    @Override
    public void cancel(String reason) {
        throw new IllegalStateException("nobody hung up");
    }
}
