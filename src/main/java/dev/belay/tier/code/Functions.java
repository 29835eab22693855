package dev.belay.tier.code;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.sandbox.Sandbox;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The tools of a request as functions of a program.
final class Functions {
    /// Names that a function must not take: words of the language, and what the sandbox gives every program.
    private static final Set<String> TAKEN =
            Set.of(("await break case catch class const continue debugger default delete"
                            + " do else enum eval export extends false finally for function if implements import in instanceof"
                            + " interface let new null package private protected public return static super switch this throw"
                            + " true try typeof undefined var void while with yield arguments globalThis console print tools"
                            + " final_answer Object Function Array String Number Boolean Symbol Math JSON Date RegExp Map Set"
                            + " Promise Proxy Reflect Error Infinity NaN")
                    .split(" "));

    private Functions() {}

    static List<Sandbox.Function> of(List<ToolSpec> tools) {
        Set<String> used = new HashSet<>(TAKEN);
        List<Sandbox.Function> functions = new ArrayList<>();
        for (ToolSpec tool : tools) {
            functions.add(new Sandbox.Function(tool.name(), alias(tool.name(), used), parameters(tool)));
        }
        return functions;
    }

    private static String alias(String name, Set<String> used) {
        String alias = name.replace('-', '_');
        if (Character.isDigit(alias.charAt(0))) {
            alias = "_" + alias;
        }
        while (!used.add(alias)) {
            alias += "_";
        }
        return alias;
    }

    private static List<String> parameters(ToolSpec tool) {
        List<String> names = new ArrayList<>();
        try {
            JsonNode properties = Json.tree(tool.parameters()).path("properties");
            properties.fieldNames().forEachRemaining(names::add);
        } catch (UncheckedIOException _) {
            // A caller's own tool may have any text for a schema: then its arguments have to be named.
        }
        return names;
    }
}
