package dev.belay.toolcall.write.form;

import dev.belay.toolcall.write.CallWriter;
import dev.belay.toolcall.write.TrainedForms;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All forms that can be written.
public final class Forms {
    public static final List<CallWriter> ALL = List.of(
            new OwnWriter(),
            new HermesWriter(),
            new QwenCoderWriter(),
            NamedTagsWriter.ANTHROPIC,
            NamedTagsWriter.MINIMAX,
            new GlmWriter(),
            new LlamaWriter(),
            PythonicWriter.PLAIN,
            PythonicWriter.LFM,
            ListWriter.MISTRAL,
            new MistralArgsWriter(),
            new DeepSeekWriter(),
            new KimiWriter(),
            ListWriter.GRANITE,
            ListWriter.PHI,
            ListWriter.NEMOTRON,
            ListWriter.JAMBA,
            ListWriter.JSON);

    private static final Map<String, CallWriter> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(CallWriter::id, Function.identity()));

    private Forms() {}

    /// @throws IllegalArgumentException if there is no such form
    public static CallWriter named(String id) {
        CallWriter writer = BY_ID.get(id);
        if (writer == null) {
            throw new IllegalArgumentException("there is no form " + id);
        }
        return writer;
    }

    /// The form that a model was trained on, or the simplest.
    public static CallWriter of(String model) {
        return named(TrainedForms.of(model));
    }
}
