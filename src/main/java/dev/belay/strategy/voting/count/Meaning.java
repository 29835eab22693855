package dev.belay.strategy.voting.count;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// What a text says, in a form in which equal things are equal: JSON field by field, with numbers and dates in one
/// spelling; other text as its words. Arguments of calls are compared as they stand: see [Exact].
public sealed interface Meaning {
    /// Texts are compared as far as this.
    int LONGEST = 100_000;

    /// From 0 to 1; 1 if both say the same.
    double likeness(Meaning other);

    /// Whether both count as one.
    ///
    /// @param threshold the likeness from which on prose does; values have to be equal
    boolean same(Meaning other, double threshold);

    /// The same for the same text, and for no other prose.
    String key();

    /// @param loose whether upper and lower case are the same in the strings of JSON
    static Meaning of(String text, boolean loose) {
        String bare = Fence.without(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        if (bare.startsWith("{") || bare.startsWith("[")) {
            try {
                return new Value(normal(Json.tree(bare), loose));
            } catch (UncheckedIOException _) {
                // What only begins like JSON is prose.
            }
        }
        return prose(bare);
    }

    /// @param loose whether strings count by what they say; otherwise as they stand, as arguments of calls do
    static Meaning of(JsonNode json, boolean loose) {
        if (!loose) {
            return new Value(Exact.of(json));
        }
        return json.isTextual() ? string(json.textValue()) : new Value(normal(json, true));
    }

    /// A string of JSON: a figure, one word or name, which has to be equal, or prose.
    private static Meaning string(String text) {
        String bare = text.strip();
        boolean sentence = bare.split("\\s+", 7).length > 6;
        return sentence ? prose(bare) : new Value(TextNode.valueOf(word(bare, true)));
    }

    private static Meaning prose(String text) {
        Figures.Found found = Figures.in(text);
        Set<String> words = new HashSet<>();
        boolean negated = Tokens.into(words, found.rest());
        if (words.isEmpty() && found.figures().size() == 1 && !negated) {
            return new Value(TextNode.valueOf(found.figures().iterator().next()));
        }
        return new Prose(text, new Form(words, found.figures(), negated));
    }

    private static String word(String text, boolean loose) {
        String figure = Figures.whole(text);
        if (figure != null) {
            return figure;
        }
        String spaced = text.strip().replaceAll("\\s+", " ");
        return loose ? Tokens.lower(spaced) : spaced;
    }

    private static JsonNode normal(JsonNode json, boolean loose) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                ObjectNode object = Json.object();
                json.properties().forEach(field -> object.set(field.getKey(), normal(field.getValue(), loose)));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = Json.object().arrayNode();
                json.forEach(element -> array.add(normal(element, loose)));
                yield array;
            }
            case STRING -> TextNode.valueOf(word(json.textValue(), loose));
            case NUMBER -> TextNode.valueOf(Figures.plain(json.decimalValue()));
            default -> json;
        };
    }

    /// @param json with every number and date as a string in one spelling
    record Value(JsonNode json) implements Meaning {

        @Override
        public double likeness(Meaning other) {
            if (!(other instanceof Value(JsonNode others))) {
                return 0;
            }
            return json.equals(others) ? 1 : fields(json, others);
        }

        @Override
        public boolean same(Meaning other, double threshold) {
            return equals(other);
        }

        @Override
        public String key() {
            return json.toString();
        }

        /// The share of the fields of two objects that are alike.
        private static double fields(JsonNode one, JsonNode other) {
            if (!one.isObject() || !other.isObject()) {
                return 0;
            }
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            double alike = 0;
            for (String name : names) {
                if (one.has(name) && other.has(name)) {
                    alike += new Value(one.get(name)).likeness(new Value(other.get(name)));
                }
            }
            return alike / names.size();
        }
    }

    /// What of a text its tokens say: texts of one form are the same.
    ///
    /// @param words without those that say nothing
    /// @param figures numbers and dates in one spelling
    /// @param negated whether it says no
    record Form(Set<String> words, Set<String> figures, boolean negated) {
        public Form {
            words = Set.copyOf(words);
            figures = Set.copyOf(figures);
        }

        /// Whether both name the same figures, and both or neither say no.
        public boolean agrees(Form other) {
            return figures.equals(other.figures) && negated == other.negated;
        }

        /// Jaccard's measure.
        double shared(Form other) {
            if (words.isEmpty() && other.words.isEmpty()) {
                return 1;
            }
            long both = words.stream().filter(other.words::contains).count();
            return (double) both / (words.size() + other.words.size() - both);
        }
    }

    /// @param text as it was written, without a fence
    record Prose(String text, Form form) implements Meaning {

        /// Halved where figures differ or one says no: such texts are about the same and say something else.
        @Override
        public double likeness(Meaning other) {
            if (!(other instanceof Prose prose)) {
                return 0;
            }
            double words = form.shared(prose.form);
            return form.agrees(prose.form) ? words : words / 2;
        }

        @Override
        public boolean same(Meaning other, double threshold) {
            return other instanceof Prose prose && form.agrees(prose.form) && form.shared(prose.form) >= threshold;
        }

        @Override
        public String key() {
            return text;
        }

        /// The text without its numbers and dates.
        public String withoutFigures() {
            return Figures.in(text).rest();
        }
    }
}
