package dev.belay.gateway.intake;

import static dev.belay.gateway.Refusal.Kind.INVALID;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.gateway.Refusal;
import dev.belay.platform.Json;
import dev.belay.platform.text.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The fields of one JSON object, read strictly: each by its type, and none left over. `null` is the same as absent.
///
/// Every complaint names the field by its path from the top of the body. Used by one thread.
public final class Fields {
    private final ObjectNode object;
    private final String path;
    private final Set<String> read = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    private Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /// @throws Refusal if the body is not one JSON object; nothing of it is quoted
    public static Fields parse(byte[] body) {
        try {
            JsonNode tree = Json.mapper()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .readTree(body);
            return of(tree, "");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new Refusal(INVALID, null, "the body is not valid JSON" + place);
        } catch (IOException e) {
            throw new Refusal(INVALID, null, "the body is not valid JSON");
        }
    }

    static Fields of(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw new Refusal(
                INVALID, path.isEmpty() ? null : path, (path.isEmpty() ? "the body" : path) + " must be a JSON object");
    }

    /// The path of a field of this object.
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public Refusal wrong(String name, String what) {
        return new Refusal(INVALID, at(name), at(name) + " " + what);
    }

    /// The value as it is, or `null` if it is absent.
    public JsonNode any(String name) {
        read.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public Optional<String> text(String name, int longest) {
        JsonNode value = any(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(name, "must be a string");
        }
        if (value.textValue().length() > longest) {
            throw wrong(name, "must have at most " + longest + " characters");
        }
        return Optional.of(value.textValue());
    }

    public String required(String name, int longest) {
        return text(name, longest).filter(text -> !text.isEmpty()).orElseThrow(() -> wrong(name, "is required"));
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = any(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    public Optional<Long> integer(String name, long least, long most) {
        JsonNode value = any(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "must be an integer");
        }
        if (value.longValue() < least || value.longValue() > most) {
            throw wrong(name, "must be from " + least + " to " + most);
        }
        return Optional.of(value.longValue());
    }

    /// A number that is short when it is written out, too.
    public Optional<BigDecimal> number(String name, double least, double most) {
        JsonNode value = any(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            throw wrong(name, "must be a number");
        }
        if (!Decimals.bounded(value.decimalValue())) {
            throw wrong(name, Decimals.TOO_LONG);
        }
        if (value.doubleValue() < least || value.doubleValue() > most) {
            throw wrong(name, "must be from " + least + " to " + most);
        }
        return Optional.of(value.decimalValue());
    }

    public Optional<Fields> object(String name) {
        JsonNode value = any(name);
        return value == null ? Optional.empty() : Optional.of(of(value, at(name)));
    }

    /// The elements of a list of objects; empty if it is absent.
    public List<Fields> objects(String name, int most) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : list(name, most)) {
            objects.add(of(element, at(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /// The elements of a list of non-empty strings; empty if it is absent.
    public List<String> texts(String name, int most, int longest) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(name, most)) {
            if (!element.isTextual()
                    || element.textValue().isEmpty()
                    || element.textValue().length() > longest) {
                throw wrong(name + "[" + texts.size() + "]", "must be a string of 1 to " + longest + " characters");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private Iterable<JsonNode> list(String name, int most) {
        JsonNode value = any(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(name, "must be an array");
        }
        if (value.size() > most) {
            throw wrong(name, "must have at most " + most + " elements");
        }
        return value;
    }

    /// A value of a small set of words, or absent.
    public Optional<String> word(String name, List<String> words) {
        Optional<String> word = text(name, 64);
        if (word.isPresent() && !words.contains(word.get())) {
            throw wrong(name, "must be one of " + String.join(", ", words));
        }
        return word;
    }

    /// Refuses a field that may only be absent, or as good as.
    public void unsupported(String name, JsonNode... harmless) {
        JsonNode value = any(name);
        refused.add(name);
        if (value != null && !List.of(harmless).contains(value)) {
            throw new Refusal(Refusal.Kind.UNSUPPORTED, at(name), at(name) + " is not supported");
        }
    }

    /// What has been read so far and may be there.
    private Set<String> known() {
        Set<String> known = new TreeSet<>(read);
        known.removeAll(refused);
        return known;
    }

    /// Refuses whatever has not been read, and says what is.
    public void nothingElse() {
        object.properties().forEach(field -> {
            if (!read.contains(field.getKey()) && !field.getValue().isNull()) {
                String name = field.getKey().length() > 64 ? field.getKey().substring(0, 64) + "…" : field.getKey();
                throw wrong(name, "is not a field that Belay knows; here it knows " + String.join(", ", known()));
            }
        });
    }
}
