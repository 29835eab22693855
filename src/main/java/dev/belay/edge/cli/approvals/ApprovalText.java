package dev.belay.edge.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.render.Literal;
import dev.belay.edge.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An approval as people read it before they decide: first exactly what will be done, then why they are asked and what
/// follows, then where it comes from.
final class ApprovalText {
    private ApprovalText() {}

    /// @param approval as `GET /api/v1/approvals/{id}` answers
    /// @param width columns
    static List<String> lines(JsonNode approval, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("approval " + word(approval, "id") + " · " + lower(approval, "state"));
        lines.add("");
        proposed(lines, approval);
        lines.add("");
        Table table = new Table("risk", lower(approval, "risk"));
        approval.path("reasons")
                .forEach(reason -> table.row("why", word(reason, "code") + ": " + word(reason, "text")));
        row(table, "on yes", approval, "on_yes");
        row(table, "on no", approval, "on_no");
        row(table, "request", approval, "request");
        approval.path("steps").forEach(step -> table.row("done", step(step)));
        row(table, "failed", approval, "error");
        row(table, "confidence", approval, "confidence");
        row(table, "caller", approval, "caller");
        row(table, "run", approval, "run_id");
        approval.path("votes").forEach(vote -> table.row("vote", vote(vote)));
        standing(table, approval);
        lines.addAll(table.lines(width));
        return lines;
    }

    private static void proposed(List<String> lines, JsonNode approval) {
        if (!approval.hasNonNull("tool")) {
            boolean question = lower(approval, "kind").equals("question");
            lines.add(question ? "The run asks:" : "This answer will go out:");
            Literal.indented(lines, word(approval, "text"));
            if (approval.hasNonNull("asked_text")) {
                lines.add("The run wanted to say:");
                Literal.indented(lines, word(approval, "asked_text"));
            }
            return;
        }
        lines.add("The tool " + Literal.seen(word(approval, "tool")) + " will be called with:");
        Literal.indented(lines, Literal.pretty(approval.path("arguments")));
        if (approval.hasNonNull("asked_arguments")) {
            lines.add("The model asked for:");
            Literal.indented(lines, Literal.pretty(approval.path("asked_arguments")));
        }
    }

    private static void standing(Table table, JsonNode approval) {
        int quorum = approval.path("quorum").asInt(1);
        String group = word(approval, "reviewers") + (quorum > 1 ? ", " + quorum + " of them" : "");
        if (lower(approval, "state").equals("pending")) {
            table.row("to decide", group + ", until " + word(approval, "decide_by"));
        } else {
            String by = approval.hasNonNull("decided_by") ? " by " + word(approval, "decided_by") : "";
            table.row("decided", lower(approval, "state") + by + " at " + word(approval, "decided_at"));
            row(table, "notes", approval, "notes");
        }
    }

    private static String step(JsonNode step) {
        String effect = step.hasNonNull("effect_class") ? " (" + lower(step, "effect_class") + ")" : "";
        return word(step, "tool") + effect + " " + lower(step, "status") + ": " + word(step, "result");
    }

    private static String vote(JsonNode vote) {
        String notes = vote.hasNonNull("notes") ? ": " + word(vote, "notes") : "";
        return lower(vote, "verdict") + " by " + word(vote, "reviewer") + notes;
    }

    private static void row(Table table, String name, JsonNode approval, String field) {
        if (approval.hasNonNull(field)) {
            table.row(name, word(approval, field));
        }
    }

    private static String word(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static String lower(JsonNode node, String field) {
        return word(node, field).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
