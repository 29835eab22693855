package dev.belay.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/// The names of span attributes that are Belay's own. `docs/reference/telemetry.md` says what each one means.
final class BelayAttributes {
    static final AttributeKey<String> RUN_ID = AttributeKey.stringKey("belay.run.id");
    static final AttributeKey<String> STATE = AttributeKey.stringKey("belay.state");
    static final AttributeKey<String> STRATEGY = AttributeKey.stringKey("belay.strategy");
    static final AttributeKey<String> CHOICE_BY = AttributeKey.stringKey("belay.choice.by");
    static final AttributeKey<List<String>> CHOICE_ORDER = AttributeKey.stringArrayKey("belay.choice.order");
    static final AttributeKey<Boolean> CHOICE_APPLIED = AttributeKey.booleanKey("belay.choice.applied");
    static final AttributeKey<String> CHOICE_REASON = AttributeKey.stringKey("belay.choice.reason");
    static final AttributeKey<String> VARIANT = AttributeKey.stringKey("belay.variant");
    static final AttributeKey<Boolean> SHADOW = AttributeKey.booleanKey("belay.shadow");
    static final AttributeKey<String> SHADOW_OUTCOME = AttributeKey.stringKey("belay.shadow.outcome");
    static final AttributeKey<String> TIER = AttributeKey.stringKey("belay.tier");
    static final AttributeKey<Long> TIER_INDEX = AttributeKey.longKey("belay.tier.index");
    static final AttributeKey<Long> ATTEMPT_NUMBER = AttributeKey.longKey("belay.attempt.number");
    static final AttributeKey<String> ATTEMPT_OUTCOME = AttributeKey.stringKey("belay.attempt.outcome");
    static final AttributeKey<Long> ATTEMPTS_TOTAL = AttributeKey.longKey("belay.attempts.total");
    static final AttributeKey<Long> CARRIED_OVER = AttributeKey.longKey("belay.carried_over");
    static final AttributeKey<Boolean> DEGRADED = AttributeKey.booleanKey("belay.degraded");
    static final AttributeKey<Boolean> FALLBACK_USED = AttributeKey.booleanKey("belay.fallback.used");
    static final AttributeKey<String> FALLBACK_FROM = AttributeKey.stringKey("belay.fallback.from");
    static final AttributeKey<String> FALLBACK_REASON = AttributeKey.stringKey("belay.fallback.reason");
    static final AttributeKey<String> MODEL_ID = AttributeKey.stringKey("belay.model.id");
    static final AttributeKey<Long> MODEL_CALL_NUMBER = AttributeKey.longKey("belay.model.call.number");
    static final AttributeKey<Long> EMBEDDING_TEXTS = AttributeKey.longKey("belay.embedding.texts");
    /// US dollars.
    static final AttributeKey<Double> COST_USD = AttributeKey.doubleKey("belay.cost.usd");

    static final AttributeKey<Boolean> USAGE_ESTIMATED = AttributeKey.booleanKey("belay.usage.estimated");
    static final AttributeKey<Long> TOOL_CALLS = AttributeKey.longKey("belay.tool.calls");
    static final AttributeKey<String> TOOL_EFFECT = AttributeKey.stringKey("belay.tool.effect_class");
    static final AttributeKey<String> TOOL_STATUS = AttributeKey.stringKey("belay.tool.status");
    static final AttributeKey<String> TOOL_SOURCE = AttributeKey.stringKey("belay.tool.source");

    private BelayAttributes() {}
}
