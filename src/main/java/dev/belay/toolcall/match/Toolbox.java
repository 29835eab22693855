package dev.belay.toolcall.match;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.platform.text.Listed;
import dev.belay.toolcall.value.WrittenCall;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tools of a request with their schemas, parsed once. Immutable, so any number of threads may read with it.
public final class Toolbox {
    private final Map<String, Schema> schemas = new LinkedHashMap<>();
    private final Names names;

    private Toolbox(List<ToolSpec> tools) {
        tools.forEach(tool -> schemas.put(tool.name(), Schema.of(tool.parameters())));
        names = new Names(schemas.keySet());
    }

    public static Toolbox of(List<ToolSpec> tools) {
        return new Toolbox(tools);
    }

    public boolean isEmpty() {
        return schemas.isEmpty();
    }

    /// The offered name that is meant by a written one, or `null` if there is none or several could be.
    public String find(String written) {
        return names.find(written);
    }

    /// Whether a tool is offered under exactly this name.
    public boolean offers(String name) {
        return schemas.containsKey(name);
    }

    /// Whether any tool declares an argument of exactly this name.
    public boolean declares(String argument) {
        return schemas.values().stream().anyMatch(schema -> schema.has(argument));
    }

    /// What a tool takes.
    ///
    /// @param written name as it was written; of a tool that is not offered nothing is known
    public Schema schema(String written) {
        String tool = names.find(written);
        return tool == null ? Schema.ANY : schemas.get(tool);
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(schemas.keySet());
    }

    public Match match(WrittenCall call) {
        String tool = names.find(call.name());
        if (tool == null) {
            var fit = new Match.Fit(Set.of(), List.of(), null);
            return new Match(
                    call.name(), false, call.named() == null ? Json.object() : call.named(), List.of(), List.of(), fit);
        }
        return Matcher.match(call, tool, schemas.get(tool));
    }

    /// The offered names, for a message to whoever wrote another one.
    public String told(String written) {
        return Listed.near(written, schemas.keySet());
    }
}
