package dev.belay.telemetry;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptEnded;
import dev.belay.exchange.BelayEvent.EmbeddingEnded;
import dev.belay.exchange.BelayEvent.ModelCallEnded;
import dev.belay.exchange.BelayEvent.RunEnded;
import dev.belay.exchange.BelayEvent.ShadowEnded;
import dev.belay.exchange.BelayEvent.ToolEnded;
import dev.belay.exchange.Failure;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ToolResult;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.TimeUnit;

/// Writes what came of it onto a span and ends it.
///
/// A failed attempt or call is an error, with a word of a small set in `error.type` and as description. A run is
/// one only if no attempt held: a fall that a later tier caught is told by `belay.fallback.*`, not by a red
/// parent.
final class Closings {
    private Closings() {}

    static void end(Span span, BelayEvent.Closing closing) {
        switch (closing) {
            case RunEnded run -> run(span, run);
            case AttemptEnded attempt -> attempt(span, attempt);
            case ModelCallEnded call -> modelCall(span, call);
            case EmbeddingEnded embedding -> embedding(span, embedding);
            case ToolEnded tool -> tool(span, tool);
            case ShadowEnded shadow -> {
                span.setAttribute(BelayAttributes.SHADOW_OUTCOME, shadow.outcome());
                usage(span, shadow.usage());
            }
        }
        span.end();
    }

    /// `error.type` of a run, or `null` for one that ended otherwise than by failing.
    static String error(RunEnded run) {
        return switch (run.state()) {
            case FAILED, REJECTED -> Labels.word(run.reason(), Labels.lower(run.state()));
            case RUNNING, SUCCEEDED, DEGRADED, CANCELLED, NEEDS_HUMAN, IN_DOUBT, BUDGET_STOPPED -> null;
        };
    }

    /// `error.type` of a tool execution, or `null`.
    static String error(ToolEnded tool) {
        if (tool.source() == ToolResult.Source.REFUSED) {
            return "refused";
        }
        return switch (tool.status()) {
            case OK -> null;
            case ERROR -> "tool_error";
            case IN_DOUBT -> "in_doubt";
        };
    }

    private static void run(Span span, RunEnded run) {
        span.setAttribute(BelayAttributes.STATE, Labels.lower(run.state()));
        span.setAttribute(BelayAttributes.ATTEMPTS_TOTAL, (long) run.attempts());
        span.setAttribute(BelayAttributes.DEGRADED, run.state() == RunState.DEGRADED);
        if (Labels.present(run.tier())) {
            span.setAttribute(BelayAttributes.TIER, run.tier());
        }
        usage(span, run.usage());
        failed(span, error(run));
    }

    private static void attempt(Span span, AttemptEnded attempt) {
        Failure failure = attempt.failure();
        span.setAttribute(BelayAttributes.ATTEMPT_OUTCOME, failure == null ? "held" : "fell");
        span.setAttribute(BelayAttributes.TOOL_CALLS, (long) attempt.toolCalls());
        usage(span, attempt.usage());
        failed(span, failure == null ? null : failure.reason());
    }

    private static void modelCall(Span span, ModelCallEnded call) {
        if (Labels.present(call.responseModel())) {
            span.setAttribute(GenAi.RESPONSE_MODEL, Labels.cut(call.responseModel()));
        }
        if (call.firstToken() != null) {
            span.setAttribute(
                    GenAi.TIME_TO_FIRST_CHUNK, call.firstToken().toNanos() / (double) TimeUnit.SECONDS.toNanos(1));
        }
        usage(span, call.usage());
        failed(span, call.failure() == null ? null : call.failure().reason());
    }

    /// The model writes nothing, so there are no output tokens to tell.
    private static void embedding(Span span, EmbeddingEnded call) {
        if (Labels.present(call.responseModel())) {
            span.setAttribute(GenAi.RESPONSE_MODEL, Labels.cut(call.responseModel()));
        }
        if (call.dimensions() > 0) {
            span.setAttribute(GenAi.DIMENSIONS, (long) call.dimensions());
        }
        Usage usage = call.usage();
        if (usage.totalTokens() > 0) {
            span.setAttribute(GenAi.INPUT_TOKENS, usage.inputTokens());
            price(span, usage);
        }
        failed(span, call.failure() == null ? null : call.failure().reason());
    }

    private static void tool(Span span, ToolEnded tool) {
        span.setAttribute(BelayAttributes.TOOL_STATUS, Labels.lower(tool.status()));
        span.setAttribute(BelayAttributes.TOOL_SOURCE, Labels.lower(tool.source()));
        failed(span, error(tool));
    }

    private static void usage(Span span, Usage usage) {
        if (usage == null || usage.totalTokens() == 0) {
            return;
        }
        span.setAttribute(GenAi.INPUT_TOKENS, usage.inputTokens());
        span.setAttribute(GenAi.OUTPUT_TOKENS, usage.outputTokens());
        price(span, usage);
    }

    private static void price(Span span, Usage usage) {
        if (usage.costUsd() != null) {
            span.setAttribute(BelayAttributes.COST_USD, usage.costUsd().doubleValue());
        }
        if (usage.estimated()) {
            span.setAttribute(BelayAttributes.USAGE_ESTIMATED, true);
        }
    }

    private static void failed(Span span, String type) {
        if (type != null) {
            span.setAttribute(GenAi.ERROR_TYPE, type);
            span.setStatus(StatusCode.ERROR, type);
        }
    }
}
