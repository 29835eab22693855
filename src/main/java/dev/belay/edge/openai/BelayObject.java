package dev.belay.edge.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.approval.Approval;
import dev.belay.edge.http.Awaited;
import dev.belay.edge.http.RunJson;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Outcome;
import dev.belay.gateway.Gateway;
import dev.belay.platform.Json;
import java.util.Optional;

/// The `belay` object of responses and errors: what became of the run.
final class BelayObject {
    private BelayObject() {}

    /// @param awaited what a person has yet to decide
    static ObjectNode of(Gateway.Report report, Optional<Approval> awaited) {
        ObjectNode belay = of(report);
        awaited.ifPresent(approval -> belay.set("approval", Awaited.json(approval)));
        return belay;
    }

    static ObjectNode of(Gateway.Report report) {
        ObjectNode belay = Json.object();
        belay.put("run", report.runId()).put("state", report.outcome().state().name());
        switch (report.outcome()) {
            case Outcome.Succeeded(Answer answer) -> answered(belay, answer);
            case Outcome.Degraded(Answer answer) -> answered(belay, answer);
            case Outcome.Failed failed ->
                belay.put("reason", failed.cause().reason()).set("guidance", RunJson.guidance(failed.guidance()));
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
            belay.set("degraded", RunJson.degraded(from.degradation()));
        } else {
            belay.putNull("degraded");
        }
        if (from.vote() != null) {
            belay.set("vote", RunJson.vote(from.vote()));
        }
        if (!from.sources().isEmpty()) {
            from.sources().forEach(belay.putArray("sources")::add);
        }
    }
}
