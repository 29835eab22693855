package dev.belay.edge.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.terminal.Table;
import dev.belay.platform.text.Decimals;
import java.util.ArrayList;
import java.util.List;

/// Budgets as people read them.
public final class BudgetTable {
    private BudgetTable() {}

    /// @param budgets as the API lists them
    public static List<String> lines(JsonNode budgets) {
        if (budgets.isEmpty()) {
            return List.of("No budget has been used.");
        }
        Table table = new Table("BUDGET", "OF", "PERIOD", "LIMIT", "SPENT", "RESERVED", "LEFT");
        List<String> over = new ArrayList<>();
        for (JsonNode budget : budgets) {
            String name = text(budget, "scope") + " " + text(budget, "measure").replace('_', ' ');
            table.row(
                    name,
                    text(budget, "subject"),
                    text(budget, "period"),
                    amount(budget, "limit"),
                    amount(budget, "spent"),
                    amount(budget, "reserved"),
                    amount(budget, "left"));
            if (budget.path("over").decimalValue().signum() > 0) {
                over.add(name + " of " + text(budget, "subject") + ": providers billed " + amount(budget, "over")
                        + " beyond what they had been allowed");
            }
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(over);
        return lines;
    }

    /// To the last digit: this is what the ledger says.
    private static String amount(JsonNode budget, String field) {
        String number = Decimals.text(budget.path(field).decimalValue().stripTrailingZeros());
        return text(budget, "measure").equals("usd") ? "$" + number : number;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
