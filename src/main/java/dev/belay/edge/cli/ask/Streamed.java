package dev.belay.edge.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.panel.Sayings;
import dev.belay.platform.text.Decimals;
import java.util.List;
import java.util.Locale;

/// A server's events of one run as a watcher sees them. Kinds are those of the journal. One that is not known says
/// nothing, so a newer server can be watched. Used by one thread.
final class Streamed {
    private final Sayings sayings = new Sayings();

    /// @param data of the event
    List<Progress> of(String kind, JsonNode data) {
        sayings.note(kind, data);
        return switch (kind) {
            case "attempt_started" ->
                List.of(new Progress.Trying(
                        data.path("number").asInt(),
                        data.path("tier").asText(""),
                        data.path("carried_over").asInt()));
            case "decision", "model_failed", "correction", "embedded" -> List.of(spent(data.path("usage")));
            case "tool_done" -> List.of(tool(data.path("result")));
            case "tier_fell" ->
                List.of(new Progress.Fell(
                        data.path("tier").asText(""),
                        data.path("reason").asText(""),
                        data.path("detail").asText("")));
            case "in_branch" -> of(data.path("fact").path("kind").asText(""), data.path("fact"));
            case "branched" ->
                List.of(new Progress.Branched(
                        data.path("branch").asInt(),
                        data.path("tier").asText(""),
                        data.path("stage").asText("").toLowerCase(Locale.ROOT),
                        data.path("why").asText("")));
            case "voted" -> List.of(voted(data.path("ballot")));
            case "tier_held" ->
                List.of(new Progress.Held(
                        data.path("tier").asText(""), data.path("degraded").asBoolean()));
            default -> List.of();
        };
    }

    private Progress voted(JsonNode ballot) {
        List<Progress.Vote> votes = ballot.path("votes")
                .valueStream()
                .map(vote -> new Progress.Vote(
                        vote.path("branch").asInt(),
                        vote.path("voter").asText(""),
                        vote.path("tier").asText(""),
                        vote.path("group").asInt(),
                        vote.path("confidence").isNumber()
                                ? vote.path("confidence").asDouble()
                                : null,
                        sayings.of(vote.path("branch").asInt())))
                .toList();
        return new Progress.Voted("vote: " + ballot.path("how").asText("") + compared(ballot.path("measure")), votes);
    }

    private static String compared(JsonNode measure) {
        String why = measure.path("why").asText("");
        boolean meant = measure.path("by").asText("").equalsIgnoreCase("meaning");
        return meant
                ? "; texts were compared by meaning"
                : why.isEmpty() ? "" : "; texts were compared by tokens: " + why;
    }

    private static Progress spent(JsonNode usage) {
        JsonNode cost = usage.path("cost_usd");
        boolean known = cost.isNumber() && Decimals.bounded(cost.decimalValue());
        return new Progress.Spent(known ? cost.decimalValue() : null);
    }

    private static Progress tool(JsonNode result) {
        return new Progress.ToolRan(
                result.path("tool").asText(""),
                result.path("source").asText("").equalsIgnoreCase("executed"),
                result.path("status").asText(""));
    }
}
