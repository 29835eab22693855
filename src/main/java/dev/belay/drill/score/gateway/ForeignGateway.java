package dev.belay.drill.score.gateway;

import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.play.Exercise;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Any gateway that speaks OpenAI's protocol.
///
/// @param key sent as the bearer token, or `null` for none
/// @param provider the stand-in's base URL
public record ForeignGateway(URI base, String key, Mapping mapping, URI provider) implements Target {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public boolean own() {
        return false;
    }

    @Override
    public Optional<String> unfit(Exercise exercise) {
        if (exercise.needsTools()) {
            return Optional.of("its tools run at the caller: what a model says about them is passed through");
        }
        return exercise.terms().stops()
                ? Optional.of("whether a refusal is final is for its own configuration to say")
                : mapping.skip(exercise);
    }

    @Override
    public String scope(Exercise exercise, boolean stream, int round) {
        String trial = exercise.key() + (stream ? "-s" : "-p") + round;
        return Mapping.filled(mapping.scope(), exercise, provider, trial);
    }

    @Override
    public Question question(Exercise exercise, boolean stream, int round) {
        String scope = scope(exercise, stream, round);
        String text = "Drill %s, round %d: answer at once.".formatted(scope, round);
        return new Question(
                mapping.model(exercise, provider, scope),
                mapping.headers(exercise, provider, scope),
                stream,
                text,
                "",
                0,
                PATIENCE);
    }

    /// What such a gateway has to know, as YAML: for each exercise a name and the models behind it.
    public static String configuration(java.util.List<Exercise> exercises, URI provider) {
        StringBuilder yaml = new StringBuilder("""
                # For each name two models (or three) of an OpenAI-compatible provider: the second is asked when the first
                # fails. The gateway is asked for the name, unless a mapping says otherwise (--model, --map). Where a base
                # URL cannot be set for each model, the key does the same: it names the scope.
                faults:
                """);
        String root = provider.resolve("/").toString().replaceFirst("/$", "");
        for (Exercise exercise : exercises) {
            if (exercise.needsTools() || exercise.terms().stops()) {
                continue;
            }
            String scope = exercise.key();
            yaml.append("  - name: drill-%s            # %s\n"
                    .formatted(scope, exercise.name().title()));
            yaml.append("    base_url: %s/scope/%s/v1\n    key: scope-%s\n".formatted(root, scope, scope));
            yaml.append("    models: [%s, %s]\n"
                    .formatted(
                            exercise.cast().primary(),
                            String.join(", ", exercise.cast().fallbacks())));
        }
        return yaml.toString();
    }
}
