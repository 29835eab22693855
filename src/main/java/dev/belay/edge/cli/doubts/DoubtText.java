package dev.belay.edge.cli.doubts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.render.Literal;
import dev.belay.edge.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An effect in doubt as people read it before they find out: what was to happen, and what is known of it.
final class DoubtText {
    private DoubtText() {}

    /// @param doubt as `GET /api/v1/doubts/{key}` answers
    /// @param width columns
    static List<String> lines(JsonNode doubt, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("doubt " + word(doubt, "key"));
        lines.add("");
        lines.add("Nobody knows whether the tool " + Literal.seen(word(doubt, "tool")) + " has acted with:");
        Literal.indented(lines, Literal.pretty(doubt.path("arguments")));
        lines.add("");
        Table table = new Table("class", lower(doubt, "effect_class"));
        table.row("known", word(doubt, "known"));
        table.row("begun", word(doubt, "started_at"));
        table.row("run", word(doubt, "run") + " · " + lower(doubt, "run_state"));
        lines.addAll(table.lines(width));
        return lines;
    }

    private static String word(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static String lower(JsonNode node, String field) {
        return word(node, field).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
