package dev.belay.edge.cli;

import dev.belay.edge.cli.boot.Announcement;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.edge.http.Awaited;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.caller.ApiKeys;
import dev.belay.run.Runs;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/// The command again, now that the application runs.
@Singleton
@Unremovable
class Booted implements QuarkusApplication {
    private final Facades facades;

    Booted(
            Instance<Gateway> gateway,
            Instance<Runs> runs,
            Instance<ApiKeys> keys,
            Instance<Awaited> awaited,
            Instance<Announcement> announcement) {
        this.facades = new Facades(true, gateway::get, runs::get, keys::get, awaited::get, announcement::get);
    }

    @Override
    public int run(String... args) {
        return new Program(Terminal.ofProcess(System.getenv()), facades).run(args);
    }
}
