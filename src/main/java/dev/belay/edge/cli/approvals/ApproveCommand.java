package dev.belay.edge.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    private DecisionOptions decision;

    public ApproveCommand(Deciding deciding) {
        this.deciding = deciding;
    }

    @Override
    public Integer call() {
        decision.askable(deciding, spec.commandLine());
        JsonNode shown = decision.shown();
        if (!decision.confirmed(deciding, shown, "Approve?")) {
            return deciding.nothing();
        }
        return decision.send(deciding, "approve", shown, Json.object());
    }
}
