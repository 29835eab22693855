package dev.belay.strategy.voting;

import dev.belay.drill.embed.Bag;
import dev.belay.exchange.Failure;
import dev.belay.model.embedding.Embeddings;
import dev.belay.model.embedding.Vector;
import java.util.ArrayList;
import java.util.List;

/// The stand-in's vectors without the way to it, and what was asked for.
final class Vectors implements Embeddings {
    final List<List<String>> asked = new ArrayList<>();
    Failure failure;

    @Override
    public Bounds bounds() {
        return new Bounds(64, 2_000);
    }

    @Override
    public Result of(List<String> texts, Ask ask) {
        asked.add(texts);
        return failure == null
                ? new Result.Vectors(texts.stream().map(Vectors::vector).toList())
                : new Result.Missing(failure);
    }

    private static Vector vector(String text) {
        double[] bag = Bag.of(text, 512);
        float[] numbers = new float[bag.length];
        for (int i = 0; i < bag.length; i++) {
            numbers[i] = (float) bag[i];
        }
        return Vector.of(numbers);
    }
}
