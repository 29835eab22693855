package dev.belay.edge.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.Overview;
import dev.belay.edge.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What waits for a person, and the decisions that cause nothing by themselves.
@Command(
        name = "approvals",
        header = "Decide what waits for a person.",
        footer = {
            "  belay approvals list",
            "  belay approvals show APPROVAL",
            "  belay approvals approve APPROVAL",
            "  belay approvals reject APPROVAL --notes \"too much\"",
        },
        synopsisSubcommandLabel = "COMMAND")
public final class ApprovalsCommand {
    private final Terminal terminal;
    private final Deciding deciding;

    public ApprovalsCommand(Terminal terminal, Deciding deciding) {
        this.terminal = terminal;
        this.deciding = deciding;
    }

    @Command(
            name = "list",
            header = "List what waits, newest first; --state all lists what was decided as well.",
            footer = {"  belay approvals list", "  belay approvals list --state all --group seniors"})
    int list(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            defaultValue = "pending",
                            description = "pending, approved, edited, rejected, expired, answered, withdrawn, or all.")
                    String state,
            @Option(names = "--group", paramLabel = "NAME", description = "Only what is before these reviewers.")
                    String group,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most this many.")
                    int limit,
            @Option(names = "--before", paramLabel = "APPROVAL", description = "Begin after this one.") String before) {
        String query = "limit=" + limit
                + named("state", state.equalsIgnoreCase("all") ? null : state)
                + named("group", group)
                + named("before", before);
        JsonNode approvals = server.api().get("/api/v1/approvals?" + query);
        output.write(terminal, approvals, Overview.approvals(approvals));
        return 0;
    }

    @Command(
            name = "show",
            header =
                    "Show what is to be decided: what will be done, why a person is asked, what happens on yes and no.",
            footer = "  belay approvals show 0199d3a1-…")
    int show(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "APPROVAL", description = "Id of the approval.") String approval) {
        JsonNode shown = Deciding.shown(server.api(), approval);
        output.write(terminal, shown, ApprovalText.lines(shown, terminal.room()));
        return 0;
    }

    @Command(
            name = "reject",
            header = "Say no. The run is told, with the notes, and goes on without the call.",
            footer = "  belay approvals reject 0199d3a1-… --notes \"too much\"")
    int reject(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(names = "--notes", paramLabel = "TEXT", description = "Why.") String notes,
            @Parameters(paramLabel = "APPROVAL", description = "Id of the approval.") String approval) {
        return deciding.send(server.api(), approval, "reject", Deciding.body(null, notes), output);
    }

    @Command(
            name = "answer",
            header = "Answer a question that a run has put to a person.",
            footer = "  belay approvals answer 0199d3a1-… \"the first of the two\"")
    int answer(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(names = "--notes", paramLabel = "TEXT", description = "Kept with the answer.") String notes,
            @Parameters(index = "0", paramLabel = "APPROVAL", description = "Id of the approval.") String approval,
            @Parameters(index = "1", paramLabel = "TEXT", description = "The answer.") String text) {
        ObjectNode body = Deciding.body(null, notes).put("text", text);
        return deciding.send(server.api(), approval, "answer", body, output);
    }

    private static String named(String name, String value) {
        return value == null ? "" : "&" + name + "=" + Api.segment(value);
    }
}
