package dev.belay.edge.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.render.Confirm;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.io.BufferedReader;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/// Puts what is to be decided before whoever sits at the terminal, and sends what they decide.
///
/// @param lines standard input; read only where somebody is asked
public record Deciding(Terminal terminal, Supplier<BufferedReader> lines) {
    private static final String PATH = "/api/v1/approvals/";

    static JsonNode shown(Api api, String approval) {
        return api.get(PATH + Api.segment(approval));
    }

    /// @param hash of what was shown, or `null`
    static ObjectNode body(String hash, String notes) {
        ObjectNode body = Json.object();
        if (hash != null) {
            body.put("hash", hash);
        }
        return notes == null ? body : body.put("notes", notes);
    }

    void askable(boolean yes, CommandLine line) {
        confirm().askable(yes, line);
    }

    /// Shows what is going to be done, and asks. What is decided already is not asked about: the server tells by whom.
    boolean confirmed(JsonNode approval, String question, boolean yes, Output output) {
        boolean decided = !approval.path("state").asText("").equalsIgnoreCase("pending");
        List<String> shown = ApprovalText.lines(approval, terminal.room());
        return confirm().confirmed(shown, question, yes || decided, output);
    }

    int nothing() {
        return confirm().nothing();
    }

    private Confirm confirm() {
        return new Confirm(terminal, lines);
    }

    int send(Api api, String approval, String verdict, ObjectNode body, Output output) {
        JsonNode decided = api.post(PATH + Api.segment(approval) + "/" + verdict, body);
        output.write(terminal, decided, List.of(told(decided)));
        return 0;
    }

    private static String told(JsonNode decided) {
        String id = decided.path("id").asText("");
        int missing = decided.path("missing").asInt(0);
        if (missing > 0) {
            return "Your yes to " + id + " counts; " + missing + " more "
                    + (missing == 1 ? "reviewer has" : "reviewers have") + " to say yes.";
        }
        String state = decided.path("state").asText("").toLowerCase(Locale.ROOT);
        return "The approval " + id + " is " + state + "; the run "
                + decided.path("run_id").asText("") + " goes on with it.";
    }
}
