package dev.belay.model.embedding.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Failure.BadAnswer.Flaw;
import dev.belay.model.codec.Faults;
import dev.belay.model.embedding.Vector;
import dev.belay.platform.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Reads an answer of OpenAI's embeddings, and finds out whether it is one to what was asked: one vector for each text,
/// each at a place of its own, all of one length, of numbers that are some, and none of them zero. Used once.
final class EmbeddingReader {
    /// Numbers in a vector.
    private static final int LONGEST = 16_384;

    private static final long MOST_TOKENS = 1_000_000_000;

    private final Wanted wanted;
    private final Faults faults;
    private final Vector[] vectors;
    private int read;
    private String model;
    private long tokens = -1;
    private Failure flaw;

    private EmbeddingReader(Wanted wanted, Faults faults) {
        this.wanted = wanted;
        this.faults = faults;
        this.vectors = new Vector[wanted.texts().size()];
    }

    /// @param vectors `null` if there is a failure
    /// @param model the name the provider gave itself, or `null`
    /// @param tokens it reported, or -1
    /// @param failure what is wrong with it, or `null`
    record Reading(List<Vector> vectors, String model, long tokens, Failure failure) {}

    static Reading read(byte[] body, Wanted wanted, Faults faults) {
        EmbeddingReader reader = new EmbeddingReader(wanted, faults);
        try (JsonParser parser = Json.mapper().createParser(body)) {
            reader.whole(parser);
        } catch (IOException _) {
            reader.flawed("what came back is not a list of embeddings");
        }
        return reader.reading();
    }

    private Reading reading() {
        if (flaw == null && read < vectors.length) {
            flawed("there are " + read + " vectors for " + vectors.length + " texts");
        }
        return new Reading(flaw == null ? Arrays.asList(vectors) : null, model, tokens, flaw);
    }

    private void whole(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "data" -> data(parser, value);
                case "usage" -> usage(parser.readValueAsTree());
                case "error" -> error(parser.readValueAsTree());
                case "model" -> {
                    model = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new IOException("more than one object");
        }
    }

    private void data(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw new IOException("no list");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("no embedding");
            }
            element(parser);
        }
    }

    /// An index that is left out is that of the place, as servers write it that leave out what is zero.
    private void element(JsonParser parser) throws IOException {
        int index = read;
        Vector vector = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                index = parser.getIntValue();
            } else if (name.equals("embedding") && value == JsonToken.START_ARRAY) {
                vector = vector(parser);
            } else {
                parser.skipChildren();
            }
        }
        place(index, vector);
    }

    private void place(int index, Vector vector) {
        read++;
        if (vector == null) {
            flawed("an embedding is no list of numbers");
        } else if (index < 0 || index >= vectors.length || vectors[index] != null) {
            flawed("the index " + index + " of an embedding is none of the " + vectors.length + " that are open");
        } else if (wanted.dimensions() != null && vector.dimensions() != wanted.dimensions()) {
            flawed(wanted.dimensions() + " numbers were asked for, and a vector has " + vector.dimensions());
        } else {
            vectors[index] = vector;
            Vector other =
                    Arrays.stream(vectors).filter(Objects::nonNull).findFirst().orElseThrow();
            if (other.dimensions() != vector.dimensions()) {
                flawed("the vectors are not of one length");
            }
        }
    }

    /// @return `null` if it is none
    private Vector vector(JsonParser parser) throws IOException {
        float[] numbers = new float[1_536];
        int count = 0;
        boolean sound = true;
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            sound &= next.isNumeric() && count < LONGEST;
            if (sound) {
                numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, Math.min(LONGEST, 2 * count));
                numbers[count++] = (float) parser.getDoubleValue();
            } else {
                parser.skipChildren();
            }
        }
        try {
            return sound ? Vector.of(Arrays.copyOf(numbers, count)) : null;
        } catch (IllegalArgumentException e) {
            flawed("a vector " + e.getMessage());
            return null;
        }
    }

    /// What cannot have been used was not reported.
    private void usage(JsonNode usage) {
        long told =
                usage.path("prompt_tokens").asLong(usage.path("total_tokens").asLong(-1));
        tokens = told >= 0 && told <= MOST_TOKENS ? told : -1;
    }

    private void error(JsonNode error) {
        if (!error.isNull() && flaw == null) {
            flaw = faults.ofError(error);
        }
    }

    /// The first flaw is told.
    private void flawed(String what) {
        if (flaw == null) {
            flaw = new BadAnswer(what, Flaw.MALFORMED);
        }
    }
}
