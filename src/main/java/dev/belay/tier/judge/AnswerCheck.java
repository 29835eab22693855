package dev.belay.tier.judge;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.platform.Json;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// Holds an answer against the form that the caller asked for, and against what caller and policy expect of it. A
/// provider's promise of JSON is not taken for JSON.
public final class AnswerCheck {
    private static final int TOLD_AT_MOST = 5;
    private static final String STANDARD = "https://json-schema.org/draft/";
    private static final ObjectReader WHOLE =
            Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ResponseFormat format;
    private final Expectations expectations;

    public AnswerCheck(Request.Conversation asked) {
        this.format = asked.format() == null ? ResponseFormat.TEXT : asked.format();
        this.expectations = new Expectations(asked.expected());
    }

    /// What is wrong with the text as an answer, or `null`.
    public Flaw flaw(String text) {
        if (text.isBlank()) {
            return Flaw.correctable(BadAnswer.Flaw.EMPTY, "The answer was empty. Answer in words.");
        }
        Flaw misshapen = misshapen(text);
        return misshapen != null
                ? misshapen
                : expectations
                        .violation(text)
                        .map(told -> Flaw.correctable(BadAnswer.Flaw.UNEXPECTED, told))
                        .orElse(null);
    }

    private Flaw misshapen(String text) {
        return switch (format.kind()) {
            case TEXT -> null;
            case JSON_OBJECT -> object(text) ? null : notJson();
            case JSON_SCHEMA -> json(text) == null ? notJson() : againstSchema(text);
        };
    }

    private Flaw againstSchema(String text) {
        List<Error> errors;
        try {
            errors = schema().validate(text, InputFormat.JSON);
        } catch (RuntimeException e) {
            return Flaw.hopeless(BadAnswer.Flaw.SCHEMA, "The JSON schema of the request cannot be used.");
        }
        if (errors.isEmpty()) {
            return null;
        }
        String told = errors.stream()
                .limit(TOLD_AT_MOST)
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .collect(Collectors.joining("; "));
        return Flaw.correctable(BadAnswer.Flaw.SCHEMA, "The answer does not match the JSON schema: " + told);
    }

    /// Schemas come from callers: nothing that they refer to is fetched from the network, the disk or our own
    /// jar.
    private Schema schema() {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemaLoader(loader -> loader.fetchRemoteResources(false)
                                .block(address -> !address.toString().startsWith(STANDARD))))
                .getSchema(format.schema(), InputFormat.JSON);
    }

    private static Flaw notJson() {
        return Flaw.correctable(
                BadAnswer.Flaw.MALFORMED, "The answer is not JSON. Answer with the JSON alone, without a fence.");
    }

    private static boolean object(String text) {
        JsonNode json = json(text);
        return json != null && json.isObject();
    }

    private static JsonNode json(String text) {
        try {
            JsonNode json = WHOLE.readTree(text);
            return json.isMissingNode() ? null : json;
        } catch (IOException e) {
            return null;
        }
    }
}
