package dev.belay.edge.cli.ask;

import dev.belay.approval.Approval;
import dev.belay.edge.cli.boot.Announcement;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.http.Awaited;
import dev.belay.exchange.Caller;
import dev.belay.gateway.Gateway;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.run.Runs;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Finds the desk that a question goes to.
///
/// @param gateway the gateway of this process; asked for only where no server is named
/// @param runs of this process
/// @param awaited what runs of this process wait for
/// @param announcement what this process can do; asked for only where no server is named
public record Desks(
        Supplier<Gateway> gateway,
        Supplier<Runs> runs,
        Supplier<Awaited> awaited,
        Supplier<Announcement> announcement,
        Time time,
        Pause pause) {

    Desk open(ServerOptions server) {
        return server.named()
                ? new ServerDesk(server.api(), pause)
                : new GatewayDesk(gateway.get(), this::awaited, id -> runs.get().follow(id, Caller.LOCAL, 0));
    }

    /// What to tell before a question is put: that no model is there to answer it.
    Optional<String> notice(ServerOptions server) {
        if (server.named()) {
            return Optional.empty();
        }
        Announcement here = announcement.get();
        return here.models().models().isEmpty() ? Optional.of(here.noModel()) : Optional.empty();
    }

    private Optional<Approval> awaited(Gateway.Report report) {
        return awaited.get().of(report.runId(), report.outcome().state(), Caller.LOCAL);
    }

    LongSupplier ticker() {
        return time.ticker();
    }
}
