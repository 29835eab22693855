package dev.belay.tool;

import dev.belay.exchange.Caller;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.ledger.EffectClass;
import dev.belay.tool.schema.BadSchema;
import dev.belay.tool.schema.ResultSchema;
import dev.belay.tool.schema.ToolSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All tools of this installation. Immutable; edges list them here, the executor finds them here.
public final class ToolCatalog {
    private static final int LONGEST_NAME = 64;

    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, String> unavailable = new TreeMap<>();

    /// @throws BadTools naming every class and property at fault
    public ToolCatalog(Collection<? extends ToolSource> sources) {
        List<BadTools.Problem> problems = new ArrayList<>();
        for (ToolSource source : sources) {
            try {
                source.tools().stream()
                        .filter(tool -> !replaced(tool.description().name(), source, sources))
                        .forEach(tool -> add(tool, problems));
            } catch (BadTools e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new BadTools(problems);
        }
    }

    /// Whether what is to undo effects is there. Only known of a whole installation.
    ///
    /// @throws BadTools naming every tool at fault
    public ToolCatalog complete() {
        List<BadTools.Problem> problems = new ArrayList<>();
        entries.values().forEach(entry -> undone(entry, problems));
        if (!problems.isEmpty()) {
            throw new BadTools(problems);
        }
        return this;
    }

    private void undone(Entry entry, List<BadTools.Problem> problems) {
        String undo = entry.tool().undoneBy();
        Entry other = undo == null ? null : entries.get(undo);
        if (undo != null && (other == null || !other.description().effect().hasEffect())) {
            String what = "is undone by \"" + undo + "\", which "
                    + (other == null ? "is no tool of this installation" : "has no effect");
            problems.add(new BadTools.Problem(entry.origin(), what));
        }
    }

    private static boolean replaced(String name, ToolSource source, Collection<? extends ToolSource> sources) {
        return sources.stream()
                .anyMatch(other -> other != source && other.replaces().contains(name));
    }

    /// The tools this caller may use, by name.
    public List<ToolDescription> list(Caller caller) {
        return entries.values().stream()
                .map(Entry::description)
                .filter(tool -> caller.mayUse(tool.name()))
                .toList();
    }

    /// @return `null` if there is no such tool
    public Entry find(String name) {
        return entries.get(name);
    }

    /// The tools of these names as models see them, in the order given.
    ///
    /// @throws UnknownTool if one does not exist or is not allowed to the caller
    public List<ToolSpec> specs(List<String> names, Caller caller) {
        return names.stream().map(name -> spec(name, caller)).toList();
    }

    private ToolSpec spec(String name, Caller caller) {
        Entry entry = entries.get(name);
        if (entry != null && caller.mayUse(name)) {
            return entry.description().spec();
        }
        if (unavailable.containsKey(name) && caller.mayUse(name)) {
            throw new UnknownTool(name, unavailable.get(name));
        }
        throw new UnknownTool(
                name, list(caller).stream().map(ToolDescription::name).toList());
    }

    private void add(ToolSource.Supplied supplied, List<BadTools.Problem> problems) {
        ToolDescription tool = supplied.description();
        List<String> wrong = wrong(tool);
        Entry other = entries.get(tool.name());
        if (other != null) {
            wrong.add("the name \"" + tool.name() + "\" is taken by " + other.origin());
        }
        try {
            ToolSchema schema = ToolSchema.compile(tool.schema());
            if (supplied.tool().unavailable() != null) {
                unavailable.put(tool.name(), supplied.tool().unavailable());
            } else if (wrong.isEmpty()) {
                ResultSchema results = results(supplied.tool());
                entries.put(tool.name(), new Entry(tool, schema, results, supplied.tool(), supplied.origin()));
            }
        } catch (BadSchema e) {
            wrong.add("schema " + e.getMessage());
        }
        wrong.forEach(what -> problems.add(new BadTools.Problem(supplied.origin(), what)));
    }

    private static ResultSchema results(Tool tool) throws BadSchema {
        try {
            return tool.resultSchema() == null ? null : ResultSchema.compile(tool.resultSchema());
        } catch (BadSchema e) {
            throw new BadSchema("of results " + e.getMessage());
        }
    }

    private static List<String> wrong(ToolDescription tool) {
        List<String> wrong = new ArrayList<>();
        if (!nameIsPlain(tool.name())) {
            wrong.add("name \"" + tool.name() + "\" must be 1 to " + LONGEST_NAME + " letters, digits, _ or -");
        }
        if (tool.description().isBlank()) {
            wrong.add("description is empty");
        }
        if (!tool.limits().timeout().isPositive()) {
            wrong.add("timeout must be more than 0");
        }
        if (tool.limits().output() < 1) {
            wrong.add("output limit must be more than 0");
        }
        if (tool.effect() == EffectClass.KEYED && !tool.limits().keyRetention().isPositive()) {
            wrong.add("a KEYED tool needs a retention of its key");
        }
        if (tool.cacheable() && tool.effect().hasEffect()) {
            wrong.add("only results of a PURE tool can be cached");
        }
        return wrong;
    }

    private static boolean nameIsPlain(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '_'
                                || c == '-');
    }

    @Override
    public String toString() {
        return entries.keySet().stream().collect(Collectors.joining(", ", "tools: ", ""));
    }

    /// @param results what it returns, or `null` if that is any text
    /// @param origin the class or configuration property that declares the tool
    public record Entry(
            ToolDescription description, ToolSchema schema, ResultSchema results, Tool tool, String origin) {

        /// What is to be told of the shape of a result before it; empty if it is as declared.
        public String flag(String result) {
            return results == null || result == null ? "" : results.flag(result);
        }
    }
}
