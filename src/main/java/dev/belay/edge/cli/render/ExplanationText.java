package dev.belay.edge.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.panel.Amounts;
import dev.belay.edge.cli.terminal.Columns;
import dev.belay.edge.cli.terminal.Table;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An explanation as people read it: what happened in order, each step with its distance from the first one, then what
/// acted and what it cost.
public final class ExplanationText {
    private ExplanationText() {}

    /// @param explanation as `GET /api/v1/runs/{id}/explain` answers
    /// @param width columns
    public static List<String> lines(JsonNode explanation, int width) {
        List<String> lines = new ArrayList<>();
        String state =
                explanation.path("state").asText("").toLowerCase(Locale.ROOT).replace('_', ' ');
        lines.add("run " + id(explanation) + " · " + state);
        String summary = explanation.path("summary").asText("");
        if (!summary.isEmpty()) {
            lines.add("");
            lines.addAll(Columns.wrap(summary, width, 0));
        }
        steps(lines, explanation.path("steps"), width);
        effects(lines, explanation.path("effects"));
        add(lines, cost(explanation.path("usage")));
        JsonNode budgets = explanation.path("budgets");
        if (!budgets.isEmpty()) {
            lines.add("");
            lines.addAll(BudgetTable.lines(budgets));
        }
        return lines;
    }

    private static String id(JsonNode explanation) {
        return explanation.has("run_id")
                ? explanation.path("run_id").asText()
                : explanation.path("id").asText("");
    }

    private static void steps(List<String> lines, JsonNode steps, int width) {
        if (steps.isEmpty()) {
            return;
        }
        Table table = new Table("#", "after", "tier", "what", "");
        Instant first = at(steps.get(0));
        for (JsonNode step : steps) {
            table.row(
                    step.path("seq").asText(""),
                    after(first, at(step)),
                    step.path("tier").asText(""),
                    step.path("kind").asText("").replace('_', ' '),
                    step.path("text").asText(""));
        }
        lines.add("");
        lines.addAll(table.lines(width));
    }

    private static void effects(List<String> lines, JsonNode effects) {
        if (effects.isEmpty()) {
            return;
        }
        Table table = new Table("effect", "class", "state");
        for (JsonNode effect : effects) {
            table.row(
                    effect.path("tool").asText(""),
                    effect.path("effect_class").asText(""),
                    effect.path("state").asText(""));
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    private static String cost(JsonNode usage) {
        if (usage.isMissingNode() || usage.isNull()) {
            return "";
        }
        String tokens = Amounts.count(usage.path("input_tokens").asLong(), "token") + " in, "
                + Amounts.count(usage.path("output_tokens").asLong(), "token") + " out";
        JsonNode cost = usage.path("cost_usd");
        String money = cost.isNumber() ? Amounts.money(cost.decimalValue()) : "cost not known";
        return money.isEmpty() ? tokens : tokens + ", " + money;
    }

    private static void add(List<String> lines, String text) {
        if (!text.isEmpty()) {
            lines.add("");
            lines.add(text);
        }
    }

    private static Instant at(JsonNode step) {
        try {
            return Instant.parse(step.path("at").asText(""));
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static String after(Instant first, Instant at) {
        return first == null || at == null ? "" : Amounts.seconds(Duration.between(first, at));
    }
}
