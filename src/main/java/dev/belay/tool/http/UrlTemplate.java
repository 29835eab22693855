package dev.belay.tool.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.tool.ToolFailed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// An address with places for arguments in its path and query. What is put in is percent-encoded except for RFC
/// 3986's unreserved characters, so no argument can reach scheme, host, port, or another part of the path.
final class UrlTemplate {
    private final List<String> texts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private UrlTemplate() {}

    /// @throws IllegalArgumentException saying what is wrong with the template
    static UrlTemplate parse(String template) {
        UrlTemplate parsed = new UrlTemplate();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            if (close < 0 || close == open + 1) {
                throw new IllegalArgumentException("a { has no name and }");
            }
            parsed.texts.add(template.substring(at, open));
            parsed.names.add(template.substring(open + 1, close));
            at = close + 1;
        }
        parsed.texts.add(template.substring(at));
        parsed.check();
        return parsed;
    }

    private void check() {
        URI sample = URI.create(assembled(names.stream().map(_ -> "x").toList()));
        boolean web = "http".equals(sample.getScheme()) || "https".equals(sample.getScheme());
        if (!web || sample.getHost() == null || sample.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must be http(s)://host/… without user name");
        }
        if (sample.getRawFragment() != null) {
            throw new IllegalArgumentException("must not have a fragment");
        }
        String first = texts.getFirst();
        int path = first.indexOf('/', first.indexOf("://") + 3);
        int query = first.indexOf('?');
        if (!names.isEmpty() && path < 0 && query < 0) {
            throw new IllegalArgumentException("scheme, host and port cannot be arguments");
        }
    }

    Set<String> names() {
        return new LinkedHashSet<>(names);
    }

    String scheme() {
        return sample().getScheme();
    }

    /// Host and port as the allow-list wants them.
    String authority() {
        return sample().getRawAuthority();
    }

    private URI sample() {
        return URI.create(assembled(names.stream().map(_ -> "x").toList()));
    }

    /// @throws ToolFailed if an argument is absent, or would change which resource is meant
    URI fill(ObjectNode arguments) throws ToolFailed {
        List<String> values = new ArrayList<>();
        boolean inPath = true;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            inPath &= texts.get(i).indexOf('?') < 0;
            JsonNode value = arguments.get(name);
            if (value == null || value.isNull() || value.isContainerNode()) {
                throw new ToolFailed("the argument " + name + " is needed for the address");
            }
            if (inPath && value.asText().isEmpty()) {
                throw new ToolFailed("the argument " + name + " must not be empty");
            }
            values.add(encode(value.asText()));
        }
        URI uri = URI.create(assembled(values));
        for (String segment : uri.getRawPath().split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new ToolFailed("an argument in the address must not be . or ..");
            }
        }
        return uri;
    }

    private String assembled(List<String> values) {
        StringBuilder url = new StringBuilder(texts.getFirst());
        for (int i = 0; i < values.size(); i++) {
            url.append(values.get(i)).append(texts.get(i + 1));
        }
        return url.toString();
    }

    static String encode(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
