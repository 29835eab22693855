package dev.belay.edge.cli.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Usage;
import dev.belay.gateway.Gateway;
import dev.belay.platform.Json;
import dev.belay.run.Explanation;

/// A run that was worked on in this process, in the words of the native API, so that `--json` reads the same with and
/// without a server.
public final class RunJson {
    private RunJson() {}

    /// @param strategy the strategy as the run announced it
    public static ObjectNode of(Gateway.Report report, String strategy) {
        ObjectNode run = Json.object().put("id", report.runId());
        run.put("state", report.outcome().state().name());
        run.put("strategy", strategy);
        run.put("tier", (String) null).put("model", (String) null).put("degraded", false);
        switch (report.outcome()) {
            case Outcome.Succeeded(Answer answer) -> answer(run, answer);
            case Outcome.Degraded(Answer answer) -> answer(run, answer);
            case Outcome.Rejected(String reason) -> error(run, "rejected", reason);
            case Outcome.Cancelled(String reason) -> error(run, "cancelled", reason);
            case Outcome.Failed failed -> failed(run, failed);
            case Outcome.NeedsHuman needs -> error(run, "needs_human", needs.question());
            case Outcome.InDoubt doubt -> inDoubt(run, doubt);
            case Outcome.BudgetStopped(String reason) -> error(run, "budget_stopped", reason);
        }
        run.set("usage", usage(report.usage()));
        return run.put("attempts", report.attempts());
    }

    /// The explanation in the words of the native API.
    public static ObjectNode of(Explanation explanation) {
        ObjectNode json = Json.object().put("run_id", explanation.runId());
        json.put("state", explanation.state().name());
        json.put("summary", explanation.summary());
        var steps = json.putArray("steps");
        for (Explanation.Step step : explanation.steps()) {
            steps.addObject()
                    .put("seq", step.seq())
                    .put("at", step.at().toString())
                    .put("kind", step.kind())
                    .put("tier", step.tier())
                    .put("text", step.text());
        }
        var effects = json.putArray("effects");
        for (Explanation.Effect effect : explanation.effects()) {
            effects.addObject()
                    .put("tool", effect.tool())
                    .put("effect_class", effect.effectClass())
                    .put("state", effect.state())
                    .put("at", effect.at() == null ? null : effect.at().toString());
        }
        json.set("usage", usage(explanation.usage()));
        return json;
    }

    private static void answer(ObjectNode run, Answer answer) {
        Answer.Provenance from = answer.provenance();
        run.put("tier", from.tier()).put("model", from.model());
        run.putObject("answer").put("text", answer.message().text());
        if (from.degraded()) {
            ObjectNode label = run.putObject("degraded");
            label.put("level", from.degradation().level())
                    .put("reason", from.degradation().reason());
            if (from.degradation().age() != null) {
                label.put("age_seconds", from.degradation().age().toSeconds());
            }
        }
    }

    private static void failed(ObjectNode run, Outcome.Failed failed) {
        ObjectNode error = error(run, failed.cause().reason(), failed.cause().detail());
        error.putObject("guidance")
                .put("what_failed", failed.guidance().whatFailed())
                .put("what_to_try", failed.guidance().whatToTry())
                .put("what_to_check", failed.guidance().whatToCheck());
    }

    private static void inDoubt(ObjectNode run, Outcome.InDoubt doubt) {
        if (doubt.answer() != null) {
            answer(run, doubt.answer());
        }
        var effects = error(run, "in_doubt", "it is not known whether some effects happened")
                .putArray("effects");
        doubt.effects().forEach(effects::add);
    }

    private static ObjectNode error(ObjectNode run, String reason, String detail) {
        return run.putObject("error").put("reason", reason).put("detail", detail);
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("input_tokens", usage.inputTokens())
                .put("output_tokens", usage.outputTokens())
                .put("cost_usd", usage.costUsd());
    }
}
