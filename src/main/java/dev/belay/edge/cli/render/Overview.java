package dev.belay.edge.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.edge.cli.panel.Amounts;
import dev.belay.edge.cli.terminal.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lists of the native API as tables of what a person looks for first; `--json` has the rest.
public final class Overview {
    private static final String NOTHING = "-";
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Overview() {}

    public static List<String> runs(JsonNode answer) {
        Table table = new Table("RUN", "STATE", "TIER", "COST", "STARTED");
        for (JsonNode run : items(answer)) {
            JsonNode cost = run.path("usage").path("cost_usd");
            String money = cost.isNumber() ? Amounts.money(cost.decimalValue()) : "";
            table.row(
                    text(run, "id"),
                    text(run, "state").toLowerCase(Locale.ROOT).replace('_', ' '),
                    text(run, "tier"),
                    money.isEmpty() ? NOTHING : money,
                    when(run, "started_at"));
        }
        return lines(answer, table, "There are no runs.");
    }

    public static List<String> tiers(JsonNode answer) {
        Table table = new Table("TIER", "BREAKER", "ATTEMPTS", "");
        for (JsonNode tier : items(answer)) {
            List<String> counts = new ArrayList<>();
            tier.path("attempts")
                    .properties()
                    .forEach(count ->
                            counts.add(count.getKey() + " " + count.getValue().asText()));
            String missing = tier.path("missing").asText("");
            table.row(
                    text(tier, "id"),
                    text(tier, "breaker").replace('_', ' '),
                    counts.isEmpty() ? NOTHING : String.join(", ", counts),
                    missing.equals("null") ? "" : missing);
        }
        List<String> lines = new ArrayList<>(lines(answer, table, "There are no tiers."));
        JsonNode models = answer.path("models");
        if (!models.isEmpty()) {
            Table breakers = new Table("MODEL", "BREAKER");
            models.forEach(model ->
                    breakers.row(text(model, "id"), text(model, "breaker").replace('_', ' ')));
            lines.add("");
            lines.addAll(breakers.lines());
        }
        return lines;
    }

    /// @param width columns within which descriptions are kept
    public static List<String> tools(JsonNode answer, int width) {
        Table table = new Table("TOOL", "EFFECT", "TIMEOUT", "DESCRIPTION");
        for (JsonNode tool : items(answer)) {
            table.row(
                    text(tool, "name"),
                    text(tool, "effect_class").toLowerCase(Locale.ROOT),
                    tool.path("timeout_seconds").asText(NOTHING) + " s",
                    text(tool, "description"));
        }
        return items(answer).isEmpty() ? List.of("There are no tools.") : table.lines(width);
    }

    public static List<String> keys(JsonNode answer) {
        Table table = new Table("KEY", "NAME", "SCOPES", "TOOLS", "CREATED", "REVOKED");
        for (JsonNode key : items(answer)) {
            table.row(
                    text(key, "id"),
                    text(key, "name"),
                    words(key.path("scopes")),
                    key.path("tools").isArray() ? words(key.path("tools")) : "all",
                    when(key, "created_at"),
                    when(key, "revoked_at"));
        }
        return lines(answer, table, "There are no keys.");
    }

    public static List<String> approvals(JsonNode answer) {
        Table table = new Table("APPROVAL", "STATE", "ASKS FOR", "RISK", "GROUP", "DECIDE BY");
        for (JsonNode approval : items(answer)) {
            String kind = text(approval, "kind").toLowerCase(Locale.ROOT).replace('_', ' ');
            table.row(
                    text(approval, "id"),
                    text(approval, "state").toLowerCase(Locale.ROOT),
                    approval.hasNonNull("tool") ? text(approval, "tool") : kind,
                    text(approval, "risk").toLowerCase(Locale.ROOT),
                    text(approval, "reviewers"),
                    when(approval, "decide_by"));
        }
        return lines(answer, table, "Nothing waits for a person.");
    }

    public static List<String> doubts(JsonNode answer) {
        Table table = new Table("DOUBT", "TOOL", "CLASS", "RUN", "BEGUN");
        for (JsonNode doubt : items(answer)) {
            table.row(
                    text(doubt, "key"),
                    text(doubt, "tool"),
                    text(doubt, "effect_class").toLowerCase(Locale.ROOT),
                    text(doubt, "run"),
                    when(doubt, "started_at"));
        }
        return lines(answer, table, "Nothing is in doubt.");
    }

    /// The list itself, or the field of the object that holds it.
    private static JsonNode items(JsonNode answer) {
        if (answer.isArray()) {
            return answer;
        }
        for (JsonNode field : answer) {
            if (field.isArray()) {
                return field;
            }
        }
        return MissingNode.getInstance();
    }

    private static List<String> lines(JsonNode answer, Table table, String none) {
        return items(answer).isEmpty() ? List.of(none) : table.lines();
    }

    private static String words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words.isEmpty() ? NOTHING : String.join(",", words);
    }

    private static String text(JsonNode item, String name) {
        return item.hasNonNull(name) ? item.path(name).asText() : NOTHING;
    }

    private static String when(JsonNode item, String name) {
        try {
            return item.hasNonNull(name)
                    ? WHEN.format(Instant.parse(item.path(name).asText()))
                    : NOTHING;
        } catch (DateTimeException _) {
            return item.path(name).asText();
        }
    }
}
