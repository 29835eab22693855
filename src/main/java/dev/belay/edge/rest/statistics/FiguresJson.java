package dev.belay.edge.rest.statistics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.statistics.TierFigures;
import java.util.Map;

/// Figures of a tier as JSON. What cannot be said is `null`: a rate of nothing, a percentile of nothing.
final class FiguresJson {
    private FiguresJson() {}

    static ObjectNode of(TierFigures tier) {
        ObjectNode json = Json.object().put("tier", tier.tier());
        if (!tier.kind().isEmpty()) {
            json.put("kind", tier.kind());
        }
        if (!tier.tools().isEmpty()) {
            json.put("tools", tier.tools());
        }
        json.put("attempts", tier.attempts()).put("success_rate", tier.successRate());
        ObjectNode outcomes = json.putObject("outcomes");
        tier.outcomes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(outcome -> outcomes.put(outcome.getKey(), outcome.getValue()));
        json.put("won", tier.won()).put("share_won", tier.share());
        latency(json.putObject("latency_ms"), tier.latency());
        quality(json.putObject("quality"), tier.quality());
        json.putObject("cache")
                .put("asked", tier.cache().asked())
                .put("hits", tier.cache().hits());
        return json.put("input_tokens", tier.usage().inputTokens())
                .put("output_tokens", tier.usage().outputTokens())
                .put("cost_usd", tier.usage().costUsd())
                .put("unpriced_attempts", tier.unpriced());
    }

    private static void quality(ObjectNode json, TierFigures.Quality quality) {
        json.put("rate", quality.rate())
                .put("checked", quality.checked())
                .put("first_try", quality.firstTry())
                .put("votes", quality.votes())
                .put("agreed", quality.agreed());
    }

    private static void latency(ObjectNode json, TierFigures.Latency latency) {
        boolean known = latency != null;
        json.put("p50", known ? latency.p50().toMillis() : null)
                .put("p95", known ? latency.p95().toMillis() : null)
                .put("p99", known ? latency.p99().toMillis() : null);
    }
}
