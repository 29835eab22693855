package dev.belay.telemetry;

import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.internal.SdkTracerProviderUtil;
import io.opentelemetry.sdk.trace.internal.TracerConfig;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// Keeps the frameworks' own spans and meters out: they say twice, and under older names, what ours say, and
/// Google ADK's spans carry the conversation.
///
/// ADK has a tracer of its own, which is switched off; its spans then pass their parent's context on untouched.
/// Quarkus LangChain4j shares the tracer of Quarkus, so its spans are told by their names.
@Singleton
final class ForeignTelemetry implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {
    static final String ADK_TRACER = "gcp.vertex.agent";
    private static final List<String> LANGCHAIN4J = List.of("langchain4j.", "completion ");

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addTracerProviderCustomizer((provider, _) -> {
            SdkTracerProviderUtil.addTracerConfiguratorCondition(
                    provider, scope -> scope.getName().equals(ADK_TRACER), TracerConfig.disabled());
            return provider;
        });
        builder.addSamplerCustomizer((sampler, _) -> new OwnSampler(sampler));
    }

    @Produces
    @Singleton
    MeterFilter withoutLangChain4j() {
        return MeterFilter.denyNameStartsWith("langchain4j.");
    }

    /// Drops what LangChain4j names, asks `others` about everything else.
    record OwnSampler(Sampler others) implements Sampler {
        @Override
        public SamplingResult shouldSample(
                Context parent,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> parentLinks) {
            return LANGCHAIN4J.stream().anyMatch(name::startsWith)
                    ? SamplingResult.drop()
                    : others.shouldSample(parent, traceId, name, kind, attributes, parentLinks);
        }

        @Override
        public String getDescription() {
            return "Own{" + others.getDescription() + "}";
        }
    }
}
