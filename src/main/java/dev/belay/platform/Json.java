package dev.belay.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.message.Message;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// JSON as Belay stores and sends it. The mapper knows how the vocabulary is written, which itself knows nothing of
/// JSON.
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addMixIn(Message.class, MessageMixin.class)
            .addMixIn(Message.User.class, UserMixin.class)
            .addMixIn(Message.Part.class, PartMixin.class)
            .addMixIn(Outcome.class, TypedMixin.class)
            .addMixIn(Failure.class, TypedMixin.class)
            .registerSubtypes(subtypes(Outcome.class))
            .registerSubtypes(subtypes(Failure.class))
            .build();

    /// Shares everything with the other but the spelling of names.
    private static final ObjectMapper TOLD =
            MAPPER.copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    /// Knows what it reads, which the mapper finds out anew each time. Streams are read event by event.
    private static final ObjectReader TREES = MAPPER.readerFor(JsonNode.class);

    private Json() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Spelled as the API spells, in `snake_case`. What is stored is spelled as in Java.
    public static String tell(Object value) {
        try {
            return TOLD.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws UncheckedIOException if `text` is not JSON of that type
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws UncheckedIOException if `text` is not JSON of that type
    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws UncheckedIOException if `text` is not JSON
    public static JsonNode tree(String text) {
        try {
            return TREES.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The permitted types under their simple names: what is stored names them, so they are not renamed.
    private static NamedType[] subtypes(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(type -> new NamedType(type, type.getSimpleName()))
                .toArray(NamedType[]::new);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface TypedMixin {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "role")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Message.System.class, name = "system"),
        @JsonSubTypes.Type(value = Message.User.class, name = "user"),
        @JsonSubTypes.Type(value = Message.Assistant.class, name = "assistant"),
        @JsonSubTypes.Type(value = Message.Tool.class, name = "tool")
    })
    private interface MessageMixin {}

    private interface UserMixin {
        @JsonIgnore
        String text();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Message.Part.Text.class, name = "text"),
        @JsonSubTypes.Type(value = Message.Part.Image.class, name = "image")
    })
    private interface PartMixin {}
}
