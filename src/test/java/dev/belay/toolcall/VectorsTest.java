package dev.belay.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.belay.platform.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
    private static final int CUTTINGS = 100;

    private final ToolCallParser parser = new ToolCallParser();

    @ParameterizedTest
    @MethodSource("dev.belay.toolcall.Vectors#all")
    void isReadAsMeant(Vectors.Vector vector) {
        Reading reading = parser.parse(vector.text(), Vectors.TOOLS);

        assertThat(calls(reading)).isEqualTo(vector.calls());
        if (vector.problem() == null) {
            assertThat(reading.problem()).isNull();
        } else {
            assertThat(reading.problem()).contains(vector.problem());
        }
        switch (vector.kind()) {
            case "clean" -> assertThat(reading.repairs()).isEmpty();
            case "repaired" -> assertThat(reading.repairs()).isNotEmpty();
            default -> assertThat(reading.calls()).isEmpty();
        }
        assertThat(reading.confidence()).isBetween(0.0, 1.0);
        assertThat(reading.confidence() > 0).isEqualTo(!reading.asked().isEmpty());
    }

    /// However the text is cut, the calls are the same, and nothing is shown that turns out to be part of a call.
    @ParameterizedTest
    @MethodSource("dev.belay.toolcall.Vectors#all")
    void isReadTheSameInPieces(Vectors.Vector vector) {
        Reading whole = parser.parse(vector.text(), Vectors.TOOLS);
        Random random = new Random(vector.toString().hashCode());
        for (int cutting = 0; cutting < CUTTINGS; cutting++) {
            ToolCallStream stream = parser.stream(Vectors.TOOLS);
            StringBuilder shown = new StringBuilder();
            int at = 0;
            while (at < vector.text().length()) {
                int end = Math.min(vector.text().length(), at + 1 + random.nextInt(1 + cutting));
                shown.append(stream.feed(vector.text().substring(at, end)));
                at = end;
            }

            assertThat(stream.end()).isEqualTo(whole);
            assertThat(whole.text()).startsWith(shown.toString());
        }
    }

    /// Words are shown while they come, and are held back only where a call may begin.
    @Test
    void passesOnWordsAsSoonAsTheyAreNoCall() {
        ToolCallStream stream = parser.stream(Vectors.TOOLS);

        assertThat(stream.feed("It rains (as al")).isEqualTo("It rains");
        assertThat(stream.feed("ways) in Paris.\nI look")).isEqualTo(" (as always) in Paris.\nI");
        assertThat(stream.feed(" again: <tool_")).isEqualTo(" look again:");
        assertThat(stream.feed("call>\n{\"name\": \"current_time\", \"arguments\": {}}\n</tool_call> "))
                .isEmpty();
        assertThat(stream.end().calls()).hasSize(1);
        assertThat(stream.end().text()).isEqualTo("It rains (as always) in Paris.\nI look again:");
    }

    @Test
    void doesNotShowTheMarkOfAListBeforeItsCall() {
        ToolCallStream stream = parser.stream(Vectors.TOOLS);

        assertThat(stream.feed("- get_weather ")).isEmpty();
        assertThat(stream.feed("[{\"city\": \"Paris\"}]None")).isEmpty();
        assertThat(stream.end().calls()).hasSize(1);
        assertThat(stream.end().text()).isEqualTo("None");

        ToolCallStream plain = parser.stream(Vectors.TOOLS);
        assertThat(plain.feed("1. It rains.\n2. It ")).isEqualTo("1. It rains.");
    }

    @Test
    void doesNotShowThoughts() {
        ToolCallStream stream = parser.stream(Vectors.TOOLS);
        String text = "<think>\nIs it one? It is.\n</think>\n\nYes, it is one. ";
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(stream.feed(Character.toString((char) c))));

        assertThat(shown).hasToString("Yes, it is one.");
        assertThat(stream.end().text()).isEqualTo("Yes, it is one.");
    }

    private static ArrayNode calls(Reading reading) {
        ArrayNode calls = Json.mapper().createArrayNode();
        reading.calls()
                .forEach(call ->
                        calls.addObject().put("name", call.name()).set("arguments", Json.tree(call.arguments())));
        return calls;
    }
}
