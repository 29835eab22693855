package dev.belay.edge.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.panel.Progress;
import java.util.List;
import java.util.Locale;

/// A server's events as a watcher sees them. Kinds are those of the journal. One that is not known says nothing, so a
/// newer server can be watched.
final class Streamed {
    private Streamed() {}

    /// @param data of the event
    static List<Progress> of(String kind, JsonNode data) {
        return switch (kind) {
            case "attempt_started" ->
                List.of(new Progress.Trying(
                        data.path("number").asInt(),
                        data.path("tier").asText(""),
                        data.path("carried_over").asInt()));
            case "decision", "model_failed", "correction" -> List.of(spent(data.path("usage")));
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

    private static Progress voted(JsonNode ballot) {
        List<Progress.Vote> votes = ballot.path("votes")
                .valueStream()
                .map(vote -> new Progress.Vote(
                        vote.path("branch").asInt(),
                        vote.path("voter").asText(""),
                        vote.path("tier").asText(""),
                        vote.path("group").asInt(),
                        vote.path("confidence").isNumber()
                                ? vote.path("confidence").asDouble()
                                : null))
                .toList();
        return new Progress.Voted("vote: " + ballot.path("how").asText(""), votes);
    }

    private static Progress spent(JsonNode usage) {
        JsonNode cost = usage.path("cost_usd");
        return new Progress.Spent(cost.isNumber() ? cost.decimalValue() : null);
    }

    private static Progress tool(JsonNode result) {
        return new Progress.ToolRan(
                result.path("tool").asText(""),
                result.path("source").asText("").equalsIgnoreCase("executed"),
                result.path("status").asText(""));
    }
}
