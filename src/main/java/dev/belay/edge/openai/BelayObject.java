package dev.belay.edge.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Outcome;
import dev.belay.gateway.Gateway;
import dev.belay.platform.Json;

/// The `belay` object of responses and errors: what became of the run.
final class BelayObject {
    private BelayObject() {}

    static ObjectNode of(Gateway.Report report) {
        ObjectNode belay = Json.object();
        belay.put("run", report.runId()).put("state", report.outcome().state().name());
        switch (report.outcome()) {
            case Outcome.Succeeded(Answer answer) -> answered(belay, answer);
            case Outcome.Degraded(Answer answer) -> answered(belay, answer);
            case Outcome.Failed failed -> {
                belay.put("reason", failed.cause().reason());
                belay.putObject("guidance")
                        .put("what_failed", failed.guidance().whatFailed())
                        .put("what_to_try", failed.guidance().whatToTry())
                        .put("what_to_check", failed.guidance().whatToCheck());
            }
            case Outcome.NeedsHuman asks ->
                belay.put("question", asks.question()).put("tool", asks.tool());
            case Outcome.InDoubt doubt -> doubt.effects().forEach(belay.putArray("effects")::add);
            case Outcome.Rejected rejected -> belay.put("reason", rejected.reason());
            case Outcome.Cancelled cancelled -> belay.put("reason", cancelled.reason());
            case Outcome.BudgetStopped stopped -> belay.put("reason", stopped.reason());
        }
        return belay.put("attempts", report.attempts());
    }

    private static void answered(ObjectNode belay, Answer answer) {
        Answer.Provenance from = answer.provenance();
        belay.put("tier", from.tier());
        if (from.degraded()) {
            ObjectNode label = belay.putObject("degraded");
            label.put("level", from.degradation().level())
                    .put("reason", from.degradation().reason());
            if (from.degradation().age() != null) {
                label.put("age_seconds", from.degradation().age().toSeconds());
            }
        } else {
            belay.putNull("degraded");
        }
        if (!from.sources().isEmpty()) {
            from.sources().forEach(belay.putArray("sources")::add);
        }
    }
}
