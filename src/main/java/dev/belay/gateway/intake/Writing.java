package dev.belay.gateway.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads how the answer is to be written, as OpenAI's request says it.
public final class Writing {
    private static final int LONGEST_EXTRA = 16_384;

    /// Fields that are handed to the provider as they came. None of them can say where the provider is, or who asks it.
    private static final List<String> PASSED_ON = List.of(
            "frequency_penalty",
            "presence_penalty",
            "logit_bias",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "reasoning_effort",
            "verbosity",
            "parallel_tool_calls",
            "service_tier",
            "store",
            "metadata");

    private Writing() {}

    public static Sampling sampling(Fields body) {
        Optional<Long> limit = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        Optional<Long> older = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        if (limit.isPresent() && older.isPresent() && !limit.equals(older)) {
            throw body.wrong("max_tokens", "must not differ from max_completion_tokens");
        }
        return new Sampling(
                body.number("temperature", 0, 2).map(BigDecimal::doubleValue).orElse(null),
                body.number("top_p", 0, 1).map(BigDecimal::doubleValue).orElse(null),
                limit.or(() -> older).map(Long::intValue).orElse(null),
                stop(body),
                body.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(null),
                passedOn(body));
    }

    private static List<String> stop(Fields body) {
        JsonNode stop = body.any("stop");
        return stop != null && stop.isTextual() ? List.of(body.required("stop", 1000)) : body.texts("stop", 16, 1000);
    }

    private static Map<String, String> passedOn(Fields body) {
        Map<String, String> extra = new HashMap<>();
        for (String name : PASSED_ON) {
            JsonNode value = body.any(name);
            if (value == null) {
                continue;
            }
            String text = value.toString();
            if (text.length() > LONGEST_EXTRA) {
                throw body.wrong(name, "must have at most " + LONGEST_EXTRA + " characters");
            }
            extra.put(name, text);
        }
        return extra;
    }

    /// The field `response_format`.
    public static ResponseFormat format(Fields body) {
        Optional<Fields> format = body.object("response_format");
        if (format.isEmpty()) {
            return ResponseFormat.TEXT;
        }
        Fields fields = format.get();
        String type = fields.word("type", List.of("text", "json_object", "json_schema"))
                .orElseThrow(() -> fields.wrong("type", "is required"));
        ResponseFormat read =
                switch (type) {
                    case "json_object" -> new ResponseFormat(ResponseFormat.Kind.JSON_OBJECT, null, null, false);
                    case "json_schema" -> schema(fields);
                    default -> ResponseFormat.TEXT;
                };
        fields.nothingElse();
        return read;
    }

    private static ResponseFormat schema(Fields format) {
        Fields fields = format.object("json_schema").orElseThrow(() -> format.wrong("json_schema", "is required"));
        String name = fields.required("name", 64);
        Optional<String> description = fields.text("description", 100_000);
        if (!(fields.any("schema") instanceof ObjectNode given)) {
            throw fields.wrong("schema", "must be a JSON Schema");
        }
        ObjectNode schema = given.deepCopy();
        description.filter(_ -> !schema.has("description")).ifPresent(text -> schema.put("description", text));
        boolean strict = fields.flag("strict", false);
        fields.nothingElse();
        return new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, name, schema.toString(), strict);
    }
}
