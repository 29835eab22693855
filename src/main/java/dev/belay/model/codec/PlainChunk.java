package dev.belay.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.belay.platform.Json;
import java.io.IOException;

/// One event of a stream as nearly all are: it brings a piece of text, or the reason to stop, and nothing else that
/// counts. Read without making a tree of it, most of which would be thrown away again, once for each token.
///
/// @param model the name the provider gives itself, or `null`
/// @param text the piece, or `null` if there is none
/// @param finish why the model stops, or `null`
record PlainChunk(String model, String text, String finish) {

    /// @return `null` if there is, or may be, more to it, be it that it is not JSON: what reads everything decides then
    static PlainChunk read(String event) {
        try (JsonParser parser = Json.mapper().createParser(event)) {
            Reader reader = new Reader(parser);
            return reader.chunk() ? new PlainChunk(reader.model, reader.text, reader.finish) : null;
        } catch (IOException _) {
            return null;
        }
    }

    /// Each method is called at the first token of what it reads, and says whether that is plain. A field that says
    /// something twice is not.
    private static final class Reader {
        private final JsonParser parser;
        private String model;
        private String text;
        private String finish;
        private boolean hasChoices;
        private boolean hasDelta;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        boolean chunk() throws IOException {
            return parser.nextToken() == JsonToken.START_OBJECT && fields(this::ofChunk);
        }

        private boolean ofChunk(String name, JsonToken value) throws IOException {
            return switch (name) {
                case "choices" -> choices(value);
                case "model" -> {
                    boolean first = model == null;
                    model = string(value);
                    yield first && (model != null || value == JsonToken.VALUE_NULL);
                }
                case "object" -> value == JsonToken.VALUE_STRING && !"error".equals(parser.getText());
                case "error", "usage" -> value == JsonToken.VALUE_NULL;
                default -> skip();
            };
        }

        /// One at most: others are told apart by their index.
        private boolean choices(JsonToken value) throws IOException {
            if (hasChoices || value != JsonToken.START_ARRAY) {
                return false;
            }
            hasChoices = true;
            JsonToken first = parser.nextToken();
            return first == JsonToken.END_ARRAY
                    || first == JsonToken.START_OBJECT
                            && fields(this::ofChoice)
                            && parser.nextToken() == JsonToken.END_ARRAY;
        }

        private boolean ofChoice(String name, JsonToken value) throws IOException {
            return switch (name) {
                case "index" -> value == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() == 0;
                case "delta" -> delta(value);
                case "message" -> false;
                case "finish_reason" -> {
                    boolean first = finish == null;
                    finish = string(value);
                    yield first && (finish != null || value == JsonToken.VALUE_NULL);
                }
                default -> skip();
            };
        }

        private boolean delta(JsonToken value) throws IOException {
            if (hasDelta || value != JsonToken.START_OBJECT) {
                return false;
            }
            hasDelta = true;
            return fields(this::ofDelta);
        }

        private boolean ofDelta(String name, JsonToken value) throws IOException {
            return switch (name) {
                case "content" -> {
                    boolean first = text == null;
                    text = string(value);
                    yield first && (text != null || value == JsonToken.VALUE_NULL);
                }
                case "tool_calls", "function_call", "refusal", "reasoning_content", "reasoning" ->
                    value == JsonToken.VALUE_NULL
                            || value == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.END_ARRAY;
                default -> skip();
            };
        }

        private String string(JsonToken value) throws IOException {
            return value == JsonToken.VALUE_STRING ? parser.getText() : null;
        }

        private boolean skip() throws IOException {
            parser.skipChildren();
            return true;
        }

        private boolean fields(Field field) throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (!field.plain(name, parser.nextToken())) {
                    return false;
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT;
        }
    }

    @FunctionalInterface
    private interface Field {
        boolean plain(String name, JsonToken value) throws IOException;
    }
}
