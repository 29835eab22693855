package dev.belay.drill.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A place in a YAML document that can say where it is when something is wrong with it.
record YamlNode(JsonNode value, String path) {

    YamlNode at(String name) {
        return new YamlNode(value.path(name), path + "." + name);
    }

    boolean absent() {
        return value.isMissingNode() || value.isNull();
    }

    void allow(String... names) {
        if (!absent() && !value.isObject()) {
            throw wrong("is not a mapping");
        }
        Set<String> known = Set.of(names);
        value.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw at(name).wrong("is not known");
            }
        });
    }

    List<YamlNode> items() {
        if (!absent() && !value.isArray()) {
            throw wrong("is not a list");
        }
        List<YamlNode> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            items.add(new YamlNode(value.get(i), "%s[%d]".formatted(path, i)));
        }
        return items;
    }

    Map<String, YamlNode> fields() {
        if (!absent() && !value.isObject()) {
            throw wrong("is not a mapping");
        }
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        value.fieldNames().forEachRemaining(name -> fields.put(name, at(name)));
        return fields;
    }

    String asText() {
        return value.isTextual() ? value.asText() : value.toString();
    }

    String text(String name, String otherwise) {
        YamlNode node = at(name);
        return node.absent() ? otherwise : node.asText();
    }

    String needText(String name) {
        String text = text(name, "");
        if (text.isBlank()) {
            throw at(name).wrong("is missing");
        }
        return text;
    }

    Integer number(String name, Integer otherwise) {
        YamlNode node = at(name);
        if (node.absent()) {
            return otherwise;
        }
        if (!node.value.isInt() || node.value.asInt() < 0) {
            throw node.wrong("is not a whole number from 0");
        }
        return node.value.asInt();
    }

    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(path + " " + why);
    }
}
