package dev.belay.edge.rest.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.statistics.experiment.Agreement;
import dev.belay.statistics.experiment.Comparison;
import dev.belay.statistics.experiment.Interval;
import dev.belay.statistics.experiment.Results;
import dev.belay.statistics.experiment.ShadowEnd;
import dev.belay.statistics.experiment.Stage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/// An experiment as JSON. What cannot be said is `null`.
final class ComparisonJson {
    private ComparisonJson() {}

    static ObjectNode of(Comparison comparison) {
        Stage stage = comparison.stage();
        ObjectNode json = Json.object()
                .put("name", stage.name())
                .put("kind", comparison.plan().shadow() ? "shadow" : "split")
                .put("state", stage.state().name().toLowerCase(Locale.ROOT))
                .put("percent", stage.percent())
                .put("round", stage.round())
                .put("step", stage.step())
                .put("since", stage.since().toString())
                .put("why", stage.why());
        var steps = json.putArray("steps");
        comparison.plan().steps().forEach(steps::add);
        ObjectNode variants = json.putObject("variants");
        variants.set("control", results(comparison, comparison.control()));
        variants.set("candidate", results(comparison, comparison.candidate()));
        difference(json.putObject("difference"), comparison);
        if (comparison.agreement() != null) {
            agreement(json.putObject("agreement"), comparison);
        }
        return json;
    }

    private static void agreement(ObjectNode json, Comparison comparison) {
        Agreement agreement = comparison.agreement();
        json.put("agreed", agreement.agreed())
                .put("compared", agreement.compared())
                .put("rate", agreement.rate());
        interval(json, agreement.interval(comparison.plan().confidence()));
        json.put("method", "wilson");
        ObjectNode ends = json.putObject("ends");
        for (ShadowEnd end : ShadowEnd.values()) {
            ends.put(end.word(), agreement.ends().get(end));
        }
    }

    private static void difference(ObjectNode json, Comparison comparison) {
        boolean known = comparison.difference() != null;
        json.put(
                "success_rate",
                known
                        ? comparison.candidate().successRate()
                                - comparison.control().successRate()
                        : null);
        interval(json, comparison.difference());
        json.put("method", "newcombe")
                .put("confidence", comparison.plan().confidence().level())
                .put("tolerance", comparison.plan().tolerance());
    }

    private static ObjectNode results(Comparison comparison, Results results) {
        ObjectNode json = Json.object()
                .put("runs", results.runs())
                .put("succeeded", results.succeeded())
                .put("failed", results.failed())
                .put("success_rate", results.successRate());
        interval(json, comparison.interval(results));
        json.putObject("latency_ms").put("p50", millis(results.p50())).put("p95", millis(results.p95()));
        return json.put("tokens", results.tokens())
                .put("cost_usd", results.costUsd())
                .put("cost_usd_per_run", perRun(results))
                .put("unpriced_runs", results.unpriced());
    }

    private static void interval(ObjectNode json, Interval interval) {
        json.put("low", interval == null ? null : interval.low());
        json.put("high", interval == null ? null : interval.high());
    }

    private static BigDecimal perRun(Results results) {
        long priced = results.runs() - results.unpriced();
        return priced == 0 ? null : results.costUsd().divide(BigDecimal.valueOf(priced), MathContext.DECIMAL32);
    }

    private static Long millis(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
