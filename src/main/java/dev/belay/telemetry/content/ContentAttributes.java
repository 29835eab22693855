package dev.belay.telemetry.content;

import io.opentelemetry.api.common.AttributeKey;

/// The opt-in attributes of OpenTelemetry's conventions for generative AI, version 1.41.0. Each is JSON text.
public final class ContentAttributes {
    public static final AttributeKey<String> SYSTEM_INSTRUCTIONS = AttributeKey.stringKey("gen_ai.system_instructions");
    public static final AttributeKey<String> INPUT_MESSAGES = AttributeKey.stringKey("gen_ai.input.messages");
    public static final AttributeKey<String> OUTPUT_MESSAGES = AttributeKey.stringKey("gen_ai.output.messages");
    public static final AttributeKey<String> ARGUMENTS = AttributeKey.stringKey("gen_ai.tool.call.arguments");
    public static final AttributeKey<String> RESULT = AttributeKey.stringKey("gen_ai.tool.call.result");
    /// Belay's own: something on this span was too long and is not whole.
    public static final AttributeKey<Boolean> CUT = AttributeKey.booleanKey("belay.content.cut");

    private ContentAttributes() {}
}
