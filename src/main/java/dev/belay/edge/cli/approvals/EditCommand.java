package dev.belay.edge.cli.approvals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Says yes to something else than what was proposed.
@Command(
        name = "edit",
        header = "Say yes to the call with other arguments, or to an answer in other words.",
        footer = {
            "  belay approvals edit 0199d3a1-… --arguments '{\"cents\": 250}'",
            "  belay approvals edit 0199d3a1-… --arguments-file arguments.json",
            "  belay approvals edit 0199d3a1-… --text \"You get half of it back.\"",
        })
public final class EditCommand implements Callable<Integer> {
    private final Deciding deciding;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DecisionOptions decision;

    @ArgGroup(multiplicity = "1")
    private Written written;

    public EditCommand(Deciding deciding) {
        this.deciding = deciding;
    }

    /// One of them.
    static final class Written {
        @Option(names = "--arguments", paramLabel = "JSON", description = "The arguments.")
        private String arguments;

        @Option(names = "--arguments-file", paramLabel = "FILE", description = "A file that holds the arguments.")
        private Path file;

        @Option(names = "--text", paramLabel = "TEXT", description = "The answer that is to go out.")
        private String text;
    }

    @Override
    public Integer call() throws IOException {
        decision.askable(deciding, spec.commandLine());
        ObjectNode change = Json.object();
        if (written.text != null) {
            change.put("text", written.text);
        } else {
            change.set("arguments", arguments());
        }
        JsonNode shown = decision.shown();
        ObjectNode changed = shown.deepCopy();
        changed.setAll(change);
        if (change.has("arguments") && !shown.hasNonNull("asked_arguments")) {
            changed.set("asked_arguments", shown.path("arguments"));
        }
        if (change.has("text") && !shown.hasNonNull("asked_text")) {
            changed.set("asked_text", shown.path("text"));
        }
        if (!decision.confirmed(deciding, changed, "Approve it like this?")) {
            return deciding.nothing();
        }
        return decision.send(deciding, "edit", shown, change);
    }

    private JsonNode arguments() throws IOException {
        String text = written.file == null ? written.arguments : Files.readString(written.file);
        try {
            JsonNode arguments = Json.mapper()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
            if (arguments.isObject()) {
                return arguments;
            }
        } catch (JsonProcessingException _) {
            // told below, with JSON that is no object
        }
        throw new ParameterException(spec.commandLine(), "the arguments are not a JSON object");
    }
}
