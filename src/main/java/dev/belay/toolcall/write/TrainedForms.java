package dev.belay.toolcall.write;

import java.util.List;
import java.util.Locale;

/// Which form a model was trained on, as far as its name says. Where several words of the table stand in a name,
/// the first in the table counts: what a model was trained on last goes before what it was made of.
public final class TrainedForms {
    /// For models that are not in the table: the simplest to follow, since nothing in it has to be quoted.
    public static final String SIMPLEST = "belay";

    private static final List<Trained> TABLE = List.of(
            new Trained("json", "xlam"),
            new Trained("pythonic", "toolace"),
            new Trained("nemotron", "nemotron-nano", "nemotron-ultra", "nemotron-super"),
            new Trained("hermes", "hermes", "smollm3"),
            new Trained("deepseek", "deepseek"),
            new Trained("qwen-coder", "qwen3-coder", "qwen3.5", "seed-oss", "nemotron-3"),
            new Trained("hermes", "qwen", "qwq"),
            new Trained("pythonic", "llama-4", "llama4", "llama-v4", "llama-3.2", "llama3.2", "llama-v3p2", "gemma"),
            new Trained("lfm", "lfm2"),
            new Trained("llama", "llama-3", "llama3", "llama-v3"),
            new Trained(
                    "mistral-args", "devstral", "magistral", "mistral-small-3.2", "mistral-medium", "mistral-large-3"),
            new Trained("mistral", "mistral", "mixtral", "ministral", "codestral", "pixtral"),
            new Trained("glm", "glm-4.5", "glm-4.6", "glm-4.7", "glm-4p5", "glm-4p6", "glm-5"),
            new Trained("kimi", "kimi"),
            new Trained("minimax", "minimax-m"),
            new Trained("hermes", "granite-4", "granite4"),
            new Trained("granite", "granite"),
            new Trained("phi", "phi-4-mini", "phi4-mini", "firefunction"),
            new Trained("jamba", "jamba", "hunyuan"),
            new Trained("anthropic", "claude"));

    private TrainedForms() {}

    private record Trained(String form, List<String> words) {
        Trained(String form, String... words) {
            this(form, List.of(words));
        }
    }

    /// The form's id.
    ///
    /// @param model its name as its provider knows it, with owner, size and quantisation as the case may be
    public static String of(String model) {
        String name = model.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
        return TABLE.stream()
                .filter(trained -> trained.words().stream().anyMatch(name::contains))
                .map(Trained::form)
                .findFirst()
                .orElse(SIMPLEST);
    }
}
