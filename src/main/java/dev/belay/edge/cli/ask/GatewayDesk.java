package dev.belay.edge.cli.ask;

import dev.belay.approval.Approval;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.panel.Sayings;
import dev.belay.edge.cli.terminal.Interrupt;
import dev.belay.edge.http.RunJson;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.gateway.Gateway;
import dev.belay.run.follow.Happenings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/// Puts questions to the gateway of this process, as whoever sits at this machine.
public final class GatewayDesk implements Desk {
    private final Gateway gateway;
    private final Function<Gateway.Report, Optional<Approval>> awaited;
    private final Function<String, Optional<Happenings>> followed;

    /// @param awaited what a person has yet to decide for a run to go on
    /// @param followed what is told of the run with this id to whoever sits at this machine
    public GatewayDesk(
            Gateway gateway,
            Function<Gateway.Report, Optional<Approval>> awaited,
            Function<String, Optional<Happenings>> followed) {
        this.gateway = gateway;
        this.awaited = awaited;
        this.followed = followed;
    }

    /// @throws dev.belay.gateway.Refusal if the question is not admitted
    @Override
    public Reply ask(Question question, Consumer<Progress> watcher) {
        AtomicReference<String> strategy = new AtomicReference<>();
        Consumer<BelayEvent> listener = event -> {
            if (event instanceof BelayEvent.RunStarted started) {
                strategy.set(started.strategy());
            }
            Announced.of(event, () -> Sayings.in(() -> followed.apply(event.runId())))
                    .forEach(watcher);
        };
        Gateway.Ticket ticket = gateway.submit(
                new Gateway.Submission(question.request(), Caller.LOCAL, Map.of(), null, false, listener, null));
        try (var _ = new Interrupt(() -> ticket.cancel("interrupted at the terminal"))) {
            Gateway.Report report = ticket.await();
            return new Reply(
                    RunJson.of(report, awaited.apply(report)).put("strategy", strategy.get()),
                    report.outcome().state(),
                    ExitCode.of(report.outcome()));
        }
    }
}
