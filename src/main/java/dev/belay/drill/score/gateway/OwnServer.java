package dev.belay.drill.score.gateway;

import dev.belay.drill.StandIn;
import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.play.Cast;
import dev.belay.drill.score.play.Exercise;
import dev.belay.drill.score.play.Terms;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A Belay server that was configured for the drill: each trial has models, a route and a policy of its own, so that
/// no breaker remembers the trial before.
///
/// @param ways in which it goes at once by its strategy
public record OwnServer(URI base, int ways) implements Target {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// The tiers that ask models, unless more are configured.
    private static final int TIERS = 3;

    private static final Set<String> AT_ONCE = Set.of("race", "parallel", "voting");

    /// One that goes one way.
    public OwnServer(URI base) {
        this(base, 1);
    }

    /// A server that was configured for this strategy, or `null` for its own choice.
    public static OwnServer of(URI base, String strategy) {
        return new OwnServer(base, strategy != null && AT_ONCE.contains(strategy) ? TIERS : 1);
    }

    @Override
    public String key() {
        return null;
    }

    @Override
    public boolean own() {
        return true;
    }

    @Override
    public Optional<String> unfit(Exercise exercise) {
        return Optional.empty();
    }

    @Override
    public String scope(Exercise exercise, boolean stream, int round) {
        return name(exercise, stream, round);
    }

    @Override
    public Question question(Exercise exercise, boolean stream, int round) {
        String name = name(exercise, stream, round);
        Map<String, String> headers = exercise.needsTools() ? Map.of("Idempotency-Key", name) : Map.of();
        return new Question(name, headers, stream, "Drill " + name + ": answer at once.", "", 0, PATIENCE);
    }

    private static String name(Exercise exercise, boolean stream, int round) {
        return exercise.key() + (stream ? "-s" : "-p") + round;
    }

    /// The configuration that such a server needs.
    ///
    /// @param scale of the durations of faults; limits and pauses of the server follow it
    /// @param strategy by which it answers, or `null` for its own choice
    public static Map<String, String> configuration(
            List<Exercise> exercises, int rounds, StandIn provider, double scale, String strategy) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("belay.models.standin.base-url", provider.baseUrl().toString());
        properties.put("belay.models.standin.name", "standin-ok");
        properties.put("belay.routes.default.models", "standin");
        if (scale < 1) {
            scale(properties, scale);
        }
        for (Exercise exercise : exercises) {
            for (int round = 1; round <= rounds; round++) {
                for (boolean stream : new boolean[] {false, true}) {
                    String name = name(exercise, stream, round);
                    trial(properties, exercise, name, provider);
                    if (strategy != null) {
                        properties.put("belay.policies." + name + ".strategy", strategy);
                    }
                }
            }
        }
        return properties;
    }

    private static void scale(Map<String, String> properties, double scale) {
        String limits = "belay.calls.limits.";
        Map.of(
                        limits + "first-token",
                        10_000,
                        limits + "idle",
                        10_000,
                        limits + "floor-window",
                        10_000,
                        "belay.calls.breaker.delay",
                        10_000)
                .forEach((name, millis) -> properties.put(name, Math.max(200, Math.round(millis * scale)) + "ms"));
    }

    private static void trial(Map<String, String> properties, Exercise exercise, String name, StandIn provider) {
        List<String> route = new ArrayList<>();
        Cast cast = exercise.cast();
        List<String> models = new ArrayList<>(List.of(cast.primary()));
        models.addAll(cast.fallbacks());
        for (int i = 0; i < models.size(); i++) {
            String id = name + "-" + (i + 1);
            properties.put(
                    "belay.models." + id + ".base-url", provider.baseUrl(name).toString());
            properties.put("belay.models." + id + ".name", models.get(i));
            route.add(id);
        }
        properties.put("belay.routes." + name + ".models", String.join(",", route));
        properties.put("belay.policies." + name + ".route", name);
        Terms terms = exercise.terms();
        if (terms.deadline() != null) {
            properties.put(
                    "belay.policies." + name + ".deadline", terms.deadline().toMillis() + "ms");
        }
        if (!terms.degraded()) {
            properties.put("belay.policies." + name + ".degraded", "forbid");
        }
        if (terms.stops()) {
            properties.put("belay.routes." + name + ".on-refused", "stop");
        }
        tools(properties, terms, name, provider);
    }

    private static void tools(Map<String, String> properties, Terms terms, String name, StandIn provider) {
        for (Terms.Tool tool : terms.tools()) {
            String prefix = "belay.tools.http." + tool.nameIn(name) + ".";
            properties.put(prefix + "description", "Notes a text.");
            properties.put(prefix + "schema", Terms.Tool.SCHEMA);
            if (!tool.result().isEmpty()) {
                properties.put(prefix + "result-schema", tool.result());
            }
            properties.put(prefix + "method", "POST");
            properties.put(
                    prefix + "url", provider.toolUrl(name, tool.pageIn(name)).toString());
            properties.put(prefix + "effect", tool.acts() ? "unsafe" : "pure");
            properties.put(prefix + "timeout", "2s");
            properties.put(prefix + "allow-private", "true");
        }
        String offered = terms.tools().stream()
                .filter(Terms.Tool::offered)
                .map(tool -> tool.nameIn(name))
                .collect(Collectors.joining(","));
        if (!offered.isEmpty()) {
            properties.put("belay.policies." + name + ".tools", offered);
        }
    }
}
