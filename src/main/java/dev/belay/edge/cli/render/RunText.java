package dev.belay.edge.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.terminal.Table;
import dev.belay.platform.text.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A run as people read it.
public final class RunText {
    private RunText() {}

    /// @param run the run object of the native API
    public static List<String> lines(JsonNode run) {
        List<String> lines = new ArrayList<>(facts(run));
        String answer = answer(run);
        if (!answer.isEmpty()) {
            lines.add("");
            lines.add(answer);
        }
        List<String> trouble = trouble(run);
        if (!trouble.isEmpty()) {
            lines.add("");
            lines.addAll(trouble);
        }
        return lines;
    }

    /// The answer's words; empty if there is none.
    public static String answer(JsonNode run) {
        return run.path("answer").path("text").asText("");
    }

    /// What a person should know of a run that brought no answer, or not the one that was asked for.
    public static List<String> trouble(JsonNode run) {
        List<String> lines = new ArrayList<>();
        JsonNode degraded = run.path("degraded");
        if (degraded.isObject()) {
            add(lines, "degraded to " + degraded.path("level").asText("less"), degraded.path("reason"));
        }
        JsonNode error = run.path("error");
        if (error.isObject()) {
            JsonNode guidance = error.path("guidance");
            if (guidance.path("what_failed").asText("").isEmpty()) { // which says it with more words
                add(lines, error.path("reason").asText("error"), error.path("detail"));
            }
            add(lines, "what failed", guidance.path("what_failed"));
            add(lines, "what to try", guidance.path("what_to_try"));
            add(lines, "what to check", guidance.path("what_to_check"));
            error.path("effects").forEach(effect -> add(lines, "effect", effect));
        } else if (error.isTextual()) {
            lines.add(error.asText());
        }
        add(lines, "to decide", run.path("approval").path("command"));
        return lines;
    }

    private static List<String> facts(JsonNode run) {
        Table table = new Table("run", run.path("id").asText(""));
        table.row("state", run.path("state").asText("").toLowerCase(Locale.ROOT).replace('_', ' '));
        for (String name : List.of("strategy", "policy", "tier", "model", "attempts", "started_at", "ended_at")) {
            if (run.hasNonNull(name)) {
                table.row(name.replace("_at", ""), run.path(name).asText());
            }
        }
        JsonNode usage = run.path("usage");
        if (usage.isObject()) {
            table.row(
                    "tokens",
                    usage.path("input_tokens").asLong() + " in, "
                            + usage.path("output_tokens").asLong() + " out");
            JsonNode cost = usage.path("cost_usd");
            table.row("cost", cost.isNumber() ? "$" + Decimals.text(cost.decimalValue()) : "not known");
        }
        return table.lines();
    }

    private static void add(List<String> lines, String name, JsonNode words) {
        if (words.isTextual() && !words.asText().isEmpty()) {
            lines.add(name + ": " + words.asText());
        }
    }
}
