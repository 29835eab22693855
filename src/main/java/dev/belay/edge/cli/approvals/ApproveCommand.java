package dev.belay.edge.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says yes to exactly what was shown.
@Command(
        name = "approve",
        header = "Say yes, after seeing what will be done.",
        footer = {
            "  belay approvals approve 0199d3a1-…",
            "  belay approvals approve 0199d3a1-… --yes --notes \"as agreed\""
        })
public final class ApproveCommand implements Callable<Integer> {
    private final Deciding deciding;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    @Option(names = "--yes", description = "Do not ask; needed where standard input is no terminal.")
    private boolean yes;

    @Option(names = "--notes", paramLabel = "TEXT", description = "Kept with the decision.")
    private String notes;

    @Parameters(paramLabel = "APPROVAL", description = "Id of the approval.")
    private String approval;

    public ApproveCommand(Deciding deciding) {
        this.deciding = deciding;
    }

    @Override
    public Integer call() {
        deciding.askable(yes, spec.commandLine());
        Api api = server.api();
        JsonNode shown = Deciding.shown(api, approval);
        if (!deciding.confirmed(shown, "Approve?", yes, output)) {
            return deciding.nothing();
        }
        return deciding.send(
                api, approval, "approve", Deciding.body(shown.path("hash").asText(null), notes), output);
    }
}
