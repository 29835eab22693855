package dev.belay.edge.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What everybody says who says yes: to which approval, whether to be asked first, and why.
final class DecisionOptions {
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

    void askable(Deciding deciding, CommandLine line) {
        deciding.askable(yes, line);
    }

    /// What is to be decided, as the server has it.
    JsonNode shown() {
        return Deciding.shown(server.api(), approval);
    }

    boolean confirmed(Deciding deciding, JsonNode what, String question) {
        return deciding.confirmed(what, question, yes, output);
    }

    /// @param shown what was decided on
    /// @param change what is sent beside its hash and the notes
    int send(Deciding deciding, String verdict, JsonNode shown, ObjectNode change) {
        ObjectNode body = Deciding.body(shown.path("hash").asText(null), notes);
        body.setAll(change);
        return deciding.send(server.api(), approval, verdict, body, output);
    }
}
