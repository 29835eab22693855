package dev.belay.telemetry;

import static dev.belay.telemetry.Labels.present;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.EmbeddingStarted;
import dev.belay.exchange.BelayEvent.ModelCallStarted;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.ShadowStarted;
import dev.belay.exchange.BelayEvent.TierFell;
import dev.belay.exchange.BelayEvent.ToolStarted;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Locale;

/// Starts the span of an opening event. Whatever a sampler may want to look at is there when the span begins.
final class Openings {
    /// The workflow name of a run that asks one model and has no policy.
    static final String DIRECT = "direct";

    private final Tracer tracer;

    Openings(Tracer tracer) {
        this.tracer = tracer;
    }

    /// @param fall what led to this attempt, or `null`
    /// @param shadow whether it belongs to a shadow
    Span start(BelayEvent.Opening opening, Context parent, TierFell fall, boolean shadow) {
        SpanBuilder builder =
                switch (opening) {
                    case RunStarted run -> run(run);
                    case AttemptStarted attempt -> attempt(attempt, fall);
                    case ModelCallStarted call -> modelCall(call);
                    case EmbeddingStarted embedding -> embedding(embedding);
                    case ToolStarted tool -> tool(tool);
                    case ShadowStarted started -> shadow(started);
                };
        if (shadow) {
            builder.setAttribute(BelayAttributes.SHADOW, true);
        }
        return builder.setParent(parent)
                .setAttribute(BelayAttributes.RUN_ID, opening.runId())
                .startSpan();
    }

    private SpanBuilder run(RunStarted run) {
        String workflow = present(run.policy()) ? run.policy() : DIRECT;
        SpanBuilder builder = named(GenAi.INVOKE_WORKFLOW, workflow)
                .setAttribute(GenAi.WORKFLOW_NAME, workflow)
                .setAttribute(BelayAttributes.STRATEGY, run.strategy());
        if (present(run.session())) {
            builder.setAttribute(GenAi.CONVERSATION_ID, Labels.cut(run.session()));
        }
        return builder;
    }

    private SpanBuilder shadow(ShadowStarted shadow) {
        String workflow = present(shadow.policy()) ? shadow.policy() : DIRECT;
        return tracer.spanBuilder("shadow " + shadow.experiment())
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute(GenAi.OPERATION_NAME, GenAi.INVOKE_WORKFLOW)
                .setAttribute(GenAi.WORKFLOW_NAME, workflow)
                .setAttribute(BelayAttributes.VARIANT, shadow.variant());
    }

    private SpanBuilder attempt(AttemptStarted attempt, TierFell fall) {
        SpanBuilder builder = named(GenAi.INVOKE_AGENT, attempt.tier())
                .setAttribute(GenAi.AGENT_NAME, attempt.tier())
                .setAttribute(BelayAttributes.TIER, attempt.tier())
                .setAttribute(BelayAttributes.TIER_INDEX, (long) attempt.index())
                .setAttribute(BelayAttributes.ATTEMPT_NUMBER, (long) attempt.number())
                .setAttribute(BelayAttributes.CARRIED_OVER, (long) attempt.carriedOver());
        if (fall != null) {
            builder.setAttribute(BelayAttributes.FALLBACK_FROM, fall.tier())
                    .setAttribute(BelayAttributes.FALLBACK_REASON, Labels.reason(fall.failure()));
        }
        return builder;
    }

    private SpanBuilder modelCall(ModelCallStarted call) {
        return asking(GenAi.CHAT, call.endpoint())
                .setAttribute(GenAi.REQUEST_STREAM, call.streamed())
                .setAttribute(BelayAttributes.TIER, call.tier())
                .setAttribute(BelayAttributes.MODEL_CALL_NUMBER, (long) call.number());
    }

    private SpanBuilder embedding(EmbeddingStarted call) {
        return asking(GenAi.EMBEDDINGS, call.endpoint())
                .setAttribute(GenAi.ENCODING_FORMATS, List.of("float"))
                .setAttribute(BelayAttributes.EMBEDDING_TEXTS, (long) call.texts())
                .setAttribute(BelayAttributes.MODEL_CALL_NUMBER, (long) call.number());
    }

    private SpanBuilder asking(String operation, BelayEvent.Endpoint endpoint) {
        SpanBuilder builder = named(operation, endpoint.name())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(GenAi.PROVIDER_NAME, endpoint.provider())
                .setAttribute(GenAi.REQUEST_MODEL, endpoint.name())
                .setAttribute(BelayAttributes.MODEL_ID, endpoint.id());
        if (present(endpoint.host())) {
            builder.setAttribute(GenAi.SERVER_ADDRESS, endpoint.host());
        }
        if (endpoint.port() > 0) {
            builder.setAttribute(GenAi.SERVER_PORT, (long) endpoint.port());
        }
        return builder;
    }

    private SpanBuilder tool(ToolStarted tool) {
        String name = Labels.tool(tool);
        SpanBuilder builder = named(GenAi.EXECUTE_TOOL, name)
                .setAttribute(GenAi.TOOL_NAME, name)
                .setAttribute(GenAi.TOOL_TYPE, "function");
        if (present(tool.callId())) {
            builder.setAttribute(GenAi.TOOL_CALL_ID, Labels.cut(tool.callId()));
        }
        if (present(tool.effectClass())) {
            builder.setAttribute(BelayAttributes.TOOL_EFFECT, tool.effectClass().toLowerCase(Locale.ROOT));
        }
        return builder;
    }

    private SpanBuilder named(String operation, String subject) {
        return tracer.spanBuilder(operation + " " + subject)
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute(GenAi.OPERATION_NAME, operation);
    }
}
