package dev.belay.edge.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.approval.Approval;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.vote.Ballot;
import dev.belay.gateway.Gateway;
import dev.belay.platform.Json;
import dev.belay.run.Explanation;
import dev.belay.run.RunRecord;
import java.util.Optional;

/// Runs in the words of the native API, which the command line speaks as well, so that `--json` reads the same with
/// and without a server.
public final class RunJson {
    private RunJson() {}

    public static ObjectNode of(RunRecord run) {
        RunRecord.Head head = run.head();
        ObjectNode json = Json.object().put("id", head.id()).put("root_id", head.rootId());
        json.put("state", run.state().name())
                .put("strategy", head.strategy())
                .put("policy", head.policy())
                .put("session", head.session())
                .put("started_at", head.times().startedAt().toString())
                .put(
                        "ended_at",
                        head.times().endedAt() == null
                                ? null
                                : head.times().endedAt().toString());
        if (run.outcome() != null) {
            outcome(json, run.outcome());
        }
        json.set("usage", usage(run.usage()));
        return json.put("attempts", run.attempts());
    }

    public static ObjectNode of(Gateway.Report report) {
        ObjectNode json = Json.object().put("id", report.runId());
        json.put("state", report.outcome().state().name());
        outcome(json, report.outcome());
        json.set("usage", usage(report.usage()));
        return json.put("attempts", report.attempts());
    }

    /// @param awaited what a person has yet to decide
    public static ObjectNode of(RunRecord run, Optional<Approval> awaited) {
        return awaiting(of(run), awaited);
    }

    /// @param awaited what a person has yet to decide
    public static ObjectNode of(Gateway.Report report, Optional<Approval> awaited) {
        return awaiting(of(report), awaited);
    }

    private static ObjectNode awaiting(ObjectNode run, Optional<Approval> awaited) {
        awaited.ifPresent(approval -> run.set("approval", Awaited.json(approval)));
        return run;
    }

    public static ObjectNode of(Explanation explanation) {
        ObjectNode json = Json.object().put("run_id", explanation.runId());
        json.put("state", explanation.state().name()).put("summary", explanation.summary());
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
        json.set("budgets", BudgetJson.of(explanation.budgets()));
        return json;
    }

    private static void outcome(ObjectNode run, Outcome outcome) {
        run.putNull("tier").putNull("model").put("degraded", false);
        switch (outcome) {
            case Outcome.Succeeded(Answer answer) -> answer(run, answer);
            case Outcome.Degraded(Answer answer) -> answer(run, answer);
            case Outcome.Rejected rejected -> error(run, "rejected", rejected.reason());
            case Outcome.Cancelled cancelled -> error(run, "cancelled", cancelled.reason());
            case Outcome.Failed failed -> {
                ObjectNode error =
                        error(run, failed.cause().reason(), failed.cause().detail());
                error.set("guidance", guidance(failed.guidance()));
            }
            case Outcome.NeedsHuman asks ->
                error(run, "needs_human", asks.question()).put("tool", asks.tool());
            case Outcome.InDoubt doubt -> {
                if (doubt.answer() != null) {
                    answer(run, doubt.answer());
                }
                ObjectNode error = error(run, "in_doubt", "it is not known whether some effects happened");
                doubt.effects().forEach(error.putArray("effects")::add);
            }
            case Outcome.BudgetStopped stopped -> error(run, "budget_stopped", stopped.reason());
        }
    }

    private static void answer(ObjectNode run, Answer answer) {
        Answer.Provenance from = answer.provenance();
        run.put("tier", from.tier()).put("model", from.model());
        ObjectNode json = run.putObject("answer").put("text", answer.message().text());
        json.put("finish_reason", answer.finish().wire());
        if (answer.message().callsTools()) {
            var calls = json.putArray("tool_calls");
            for (ToolCall call : answer.message().toolCalls()) {
                calls.addObject().put("id", call.id()).put("name", call.name()).put("arguments", call.arguments());
            }
        }
        if (!from.sources().isEmpty()) {
            from.sources().forEach(json.putArray("sources")::add);
        }
        if (from.degraded()) {
            run.set("degraded", degraded(from.degradation()));
        }
        if (from.vote() != null) {
            run.set("vote", vote(from.vote()));
        }
    }

    /// How the vote went by which an answer was chosen.
    public static ObjectNode vote(Ballot ballot) {
        ObjectNode vote = Json.object();
        vote.put("agreement", ballot.agreement()).put("needed", ballot.needed()).put("how", ballot.how());
        vote.put("measure", ballot.measure().by().word());
        if (ballot.measure().why() != null) {
            vote.put("measure_reason", ballot.measure().why());
        }
        var votes = vote.putArray("votes");
        for (Ballot.Vote one : ballot.votes()) {
            ObjectNode json = votes.addObject().put("voter", one.voter()).put("tier", one.tier());
            if (one.cast()) {
                json.put("group", one.group()).put("chosen", one.group() == ballot.chosen());
                json.put("confidence", one.confidence());
            } else {
                json.put("failed", one.why());
            }
        }
        return vote;
    }

    /// The label of a degraded answer.
    public static ObjectNode degraded(Answer.Degradation degradation) {
        ObjectNode label = Json.object().put("level", degradation.level()).put("reason", degradation.reason());
        return degradation.age() == null
                ? label
                : label.put("age_seconds", degradation.age().toSeconds());
    }

    public static ObjectNode guidance(Outcome.Guidance guidance) {
        return Json.object()
                .put("what_failed", guidance.whatFailed())
                .put("what_to_try", guidance.whatToTry())
                .put("what_to_check", guidance.whatToCheck());
    }

    private static ObjectNode error(ObjectNode run, String reason, String detail) {
        return run.putObject("error").put("reason", reason).put("detail", detail);
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("input_tokens", usage.inputTokens())
                .put("output_tokens", usage.outputTokens())
                .put("cost_usd", usage.costUsd())
                .put("estimated", usage.estimated());
    }
}
