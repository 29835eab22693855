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
    private final double threshold;
    private final boolean loose;

    /// @param needed how many have to agree on each field
    /// @param threshold the likeness from which on prose is the same
    /// @param loose whether upper and lower case are the same
    public Fields(int needed, double threshold, boolean loose) {
        this.needed = needed;
        this.threshold = threshold;
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
        Set<String> names = new LinkedHashSet<>();
        objects.forEach(object -> object.fieldNames().forEachRemaining(names::add));
        Map<String, JsonNode> agreed = new LinkedHashMap<>();
        for (String name : names) {
            List<JsonNode> values =
                    objects.stream().map(object -> value(object, name)).toList();
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

    private static JsonNode value(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /// As the earliest of those wrote it that are more than any others.
    ///
    /// @return `null` if too few agree, or as many on something else
    private JsonNode field(List<JsonNode> values) {
        List<Cast> casts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            casts.add(new Cast(i, 0, 0, Meaning.of(values.get(i), loose)));
        }
        Tally tally = Tally.of(casts, (one, other) -> one.meaning().same(other.meaning(), threshold));
        boolean agreed = tally.most() >= needed && tally.leaders().size() == 1;
        return agreed ? values.get(tally.groups().getFirst().getFirst().place()) : null;
    }
}
