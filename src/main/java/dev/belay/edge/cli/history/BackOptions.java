package dev.belay.edge.cli.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.remote.Spell;
import dev.belay.platform.Json;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What every command says that goes back in a run's past: which run, how far, and how long it may take from there.
final class BackOptions {
    @Mixin
    private ServerOptions server;

    @Option(
            names = "--seq",
            required = true,
            paramLabel = "N",
            description = "The last entry of the past that stays; 0: none.")
    private long seq;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Spell.class,
            description = "How long it may take, e.g. 90s or 5m.")
    private Duration deadline;

    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    private String run;

    /// The request as far as it is alike.
    ObjectNode wanted() {
        ObjectNode wanted = Json.object().put("seq", seq);
        return deadline == null ? wanted : wanted.put("deadline_ms", deadline.toMillis());
    }

    /// @param how `fork` or `rewind`
    JsonNode post(String how, ObjectNode wanted) {
        return server.api().post("/api/v1/runs/" + Api.segment(run) + "/" + how, wanted);
    }
}
