package dev.belay.tool.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Json;
import dev.belay.tool.BadTools.Problem;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.http.HttpToolsConfig.HttpToolConfig;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads one declaration and collects what is wrong with it, by property.
final class Declared {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "te", "upgrade", "trailer", "expect");

    private final String origin;
    private final String name;
    private final HttpToolConfig config;
    private final List<Problem> problems = new ArrayList<>();

    Declared(String name, HttpToolConfig config) {
        this.origin = "belay.tools.http." + name;
        this.name = name;
        this.config = config;
    }

    String origin() {
        return origin;
    }

    List<Problem> problems() {
        return problems;
    }

    HttpTool.Declaration declaration() {
        String method = config.method().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            problem(
                    "method",
                    "must be one of "
                            + String.join(", ", METHODS.stream().sorted().toList()));
        }
        config.headers().forEach(this::header);
        config.idempotencyHeader().ifPresent(header -> header(header, ""));
        UrlTemplate url = template("url", config.url(), Set.of());
        UrlTemplate reconcile = config.reconcileUrl()
                .map(template -> template("reconcile-url", template, Set.of("idempotency-key")))
                .orElse(null);
        if (reconcile != null && url != null && !reconcile.authority().equals(url.authority())) {
            problem("reconcile-url", "must have the host and port of url, or headers would go elsewhere");
        }
        return new HttpTool.Declaration(
                method,
                url,
                config.headers(),
                effect().hasEffect(),
                config.idempotencyHeader().orElse(null),
                reconcile,
                config.resultSchema().orElse(null));
    }

    /// @return `null` if nothing undoes what the tool does
    CompensationTemplate compensation() {
        if (config.compensation().isEmpty()) {
            return null;
        }
        if (!effect().hasEffect()) {
            problem("compensation", "is for tools with an effect");
        }
        try {
            var declared = config.compensation().get();
            CompensationTemplate template = CompensationTemplate.parse(declared.tool(), declared.arguments());
            Set<String> unknown = new HashSet<>(template.arguments());
            unknown.removeAll(arguments());
            unknown.forEach(argument ->
                    problem("compensation.arguments", "{" + argument + "} is not in the schema's properties"));
            return template;
        } catch (IllegalArgumentException e) {
            problem("compensation.arguments", e.getMessage());
            return null;
        }
    }

    ToolDescription description() {
        var limits = new ToolDescription.Limits(config.timeout(), config.outputLimit(), config.keyRetention());
        var traits = new ToolDescription.Traits(config.repeatable(), config.cache());
        return new ToolDescription(name, config.description(), config.schema(), effect(), limits, traits);
    }

    void checkEffect() {
        if (config.cache() && effect().hasEffect()) {
            problem("cache", "only results of a pure tool can be cached");
        }
        boolean reads = Set.of("GET", "HEAD").contains(config.method().toUpperCase(Locale.ROOT));
        if (config.effect().isEmpty() && !reads) {
            problem("effect", "must say whether " + config.method() + " is pure, keyed, reconcilable or unsafe");
        }
        switch (effect()) {
            case TRANSACTIONAL -> problem("effect", "an HTTP request is not part of our transaction");
            case KEYED -> {
                if (config.idempotencyHeader().isEmpty()) {
                    problem("idempotency-header", "is required where effect is keyed");
                }
            }
            case RECONCILABLE -> {
                if (config.reconcileUrl().isEmpty()) {
                    problem("reconcile-url", "is required where effect is reconcilable");
                }
            }
            case PURE, UNSAFE -> {
                // nothing more is needed
            }
        }
    }

    private EffectClass effect() {
        return config.effect().orElse(EffectClass.PURE);
    }

    private UrlTemplate template(String property, String text, Set<String> known) {
        try {
            UrlTemplate template = UrlTemplate.parse(text);
            Set<String> unknown = new HashSet<>(template.names());
            unknown.removeAll(known);
            unknown.removeAll(arguments());
            unknown.forEach(argument -> problem(property, "{" + argument + "} is not in the schema's properties"));
            return template;
        } catch (IllegalArgumentException e) {
            problem(property, e.getMessage());
            return null;
        }
    }

    /// A schema that cannot be read is reported by the catalog.
    private Set<String> arguments() {
        Set<String> names = new HashSet<>();
        try {
            JsonNode properties = Json.tree(config.schema()).path("properties");
            properties.fieldNames().forEachRemaining(names::add);
        } catch (UncheckedIOException _) {
            return names;
        }
        return names;
    }

    private void header(String header, String value) {
        boolean token = !header.isEmpty()
                && header.chars().allMatch(c -> c > 0x20 && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
        if (!token || OURS.contains(header.toLowerCase(Locale.ROOT))) {
            problem("headers", "\"" + header + "\" cannot be set");
        }
        if (value.chars().anyMatch(c -> c < 0x20 && c != '\t' || c == 0x7f)) {
            problem("headers." + header, "has a line break or another control character in its value");
        }
    }

    private void problem(String property, String what) {
        problems.add(new Problem(origin + "." + property, what));
    }
}
