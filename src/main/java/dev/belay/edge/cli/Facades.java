package dev.belay.edge.cli;

import dev.belay.edge.cli.boot.Announcement;
import dev.belay.edge.http.Awaited;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.caller.ApiKeys;
import dev.belay.run.Runs;
import java.util.function.Supplier;

/// What commands use of the application in this process, fetched when it is used: listing tiers must not build models.
///
/// @param started false as long as there is no application
record Facades(
        boolean started,
        Supplier<Gateway> gateway,
        Supplier<Runs> runs,
        Supplier<ApiKeys> keys,
        Supplier<Awaited> awaited,
        Supplier<Announcement> announcement) {
    static final Facades NOT_STARTED = new Facades(
            false, Facades::missing, Facades::missing, Facades::missing, Facades::missing, Facades::missing);

    private static <T> T missing() {
        throw new IllegalStateException("the application was not started for this command");
    }
}
