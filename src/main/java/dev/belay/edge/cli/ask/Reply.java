package dev.belay.edge.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.RunText;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.exchange.RunState;

/// What came of a question.
///
/// @param run the run object of the native API
public record Reply(JsonNode run, RunState state, int exitCode) {

    /// The answer alone on standard output, everything else on standard error; or the run object on standard output.
    public void print(Terminal terminal, boolean json) {
        if (json) {
            Output.object(terminal, run);
            return;
        }
        String answer = RunText.answer(run);
        if (!answer.isEmpty()) {
            terminal.out().text(answer);
        }
        RunText.trouble(run).forEach(line -> terminal.err().prose(line, terminal.width()));
    }

    String reason() {
        JsonNode error = run.path("error");
        return error.path("reason").asText(run.path("degraded").path("level").asText(""));
    }
}
