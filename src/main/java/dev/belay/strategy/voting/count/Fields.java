package dev.belay.strategy.voting.count;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Votes on each field of JSON objects by itself. Objects in a field are voted on field by field as well; a field that
/// an object does not have counts as a vote for leaving it out.
public final class Fields {
    private final int needed;
    private final Measure measure;
    private final boolean loose;

    /// @param needed how many have to agree on each field
    /// @param measure by which values are compared
    /// @param loose whether strings count by what they say; otherwise as they stand, as arguments of calls do
    public Fields(int needed, Measure measure, boolean loose) {
        this.needed = needed;
        this.measure = measure;
        this.loose = loose;
    }

    /// What came of it: the object of what was agreed on, or the field that nobody agreed on.
    public sealed interface Outcome {
        record Agreed(ObjectNode object) implements Outcome {}

        record Split(String field) implements Outcome {}
    }

    /// The object that a text is, also in a fence; empty if it is none.
    public static Optional<ObjectNode> object(String text) {
        String bare = Fence.without(text);
        if (!bare.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Json.tree(bare) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (UncheckedIOException _) {
            return Optional.empty();
        }
    }

    /// @param objects one for each voter, in their order
    public Outcome vote(List<? extends JsonNode> objects) {
        Map<String, JsonNode> agreed = new LinkedHashMap<>();
        for (String name : names(objects)) {
            List<JsonNode> values = values(objects, name);
            if (values.stream().allMatch(JsonNode::isObject)) {
                switch (vote(values)) {
                    case Outcome.Agreed(ObjectNode inner) -> agreed.put(name, inner);
                    case Outcome.Split(String field) -> {
                        return new Outcome.Split(name + "." + field);
                    }
                }
                continue;
            }
            JsonNode chosen = field(values);
            if (chosen == null) {
                return new Outcome.Split(name);
            }
            if (!chosen.isMissingNode()) {
                agreed.put(name, chosen);
            }
        }
        ObjectNode object = Json.object();
        object.setAll(agreed);
        return new Outcome.Agreed(object);
    }

    /// What is compared with each other when these are voted on: of each field what the voters say.
    ///
    /// @param loose whether upper and lower case are the same
    public static List<List<Meaning>> columns(List<? extends JsonNode> objects, boolean loose) {
        List<List<Meaning>> columns = new ArrayList<>();
        for (String name : names(objects)) {
            List<JsonNode> values = values(objects, name);
            if (values.stream().allMatch(JsonNode::isObject)) {
                columns.addAll(columns(values, loose));
            } else {
                columns.add(
                        values.stream().map(value -> Meaning.of(value, loose)).toList());
            }
        }
        return columns;
    }

    private static Set<String> names(List<? extends JsonNode> objects) {
        Set<String> names = new LinkedHashSet<>();
        objects.forEach(object -> object.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static List<JsonNode> values(List<? extends JsonNode> objects, String name) {
        return objects.stream()
                .map(object -> object.get(name))
                .map(value -> value == null ? MissingNode.getInstance() : value)
                .toList();
    }

    /// As the earliest of those wrote it that are more than any others.
    ///
    /// @return `null` if too few agree, or as many on something else
    private JsonNode field(List<JsonNode> values) {
        List<Cast> casts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            casts.add(new Cast(i, 0, 0, Meaning.of(values.get(i), loose)));
        }
        Tally tally = Tally.of(casts, measure);
        boolean agreed = tally.most() >= needed && tally.leaders().size() == 1;
        return agreed ? values.get(tally.groups().getFirst().getFirst().place()) : null;
    }
}
