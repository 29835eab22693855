package dev.belay.tool.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import dev.belay.exchange.message.ToolResult;
import dev.belay.platform.Json;
import java.util.List;

/// The JSON Schema (draft 2020-12) of what one tool returns, compiled once. Thread-safe.
///
/// A result in another shape is no failure: the tool acted. It is passed on as it came, with a line before it that
/// journals, people and models can see.
public final class ResultSchema {

    private static final ObjectReader JSON =
            Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Schema compiled;

    private ResultSchema(Schema compiled) {
        this.compiled = compiled;
    }

    /// @throws BadSchema if this is not JSON, not a schema, or refers to what is not in it
    public static ResultSchema compile(String text) throws BadSchema {
        JsonNode tree = ToolSchema.tree(text);
        if (!tree.isObject()) {
            throw new BadSchema("must be a JSON Schema");
        }
        return new ResultSchema(ToolSchema.compiled(text, tree));
    }

    /// What is to be told of the shape of a result, with a line break at its end; empty if it is as declared.
    public String flag(String result) {
        String wrong = wrong(result);
        return wrong.isEmpty() ? "" : ToolResult.OTHER_SHAPE + wrong.replace('\n', ' ') + "]\n";
    }

    private String wrong(String result) {
        try {
            JSON.readTree(result);
            List<Error> errors = compiled.validate(result, InputFormat.JSON);
            return errors.isEmpty() ? "" : ToolSchema.describe(errors);
        } catch (JsonProcessingException _) {
            return "it is not JSON";
        } catch (RuntimeException e) { // the tool has acted: nothing that is said of its result may hide that
            return "it cannot be checked (" + e.getClass().getSimpleName() + ")";
        }
    }

    /// The result as it came, without what [#flag] said of it.
    public static String bare(String told) {
        int end = told.startsWith(ToolResult.OTHER_SHAPE) ? told.indexOf("]\n") : -1;
        return end < 0 ? told : told.substring(end + 2);
    }
}
