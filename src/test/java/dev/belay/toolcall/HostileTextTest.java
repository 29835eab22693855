package dev.belay.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.support.Steps;
import java.lang.reflect.Method;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a model writes, reading it takes steps in proportion to its length and ends in a reading.
class HostileTextTest {
    /// Characters, so many that what may be looked at for nothing does not count.
    private static final int LENGTH = Integer.getInteger("belay.hostile", 50_000);

    /// For each character, at most. What looks at every pair of characters takes as many as the text is long.
    private static final long STEPS = 1_000;

    private static final Steps COUNTED = new Steps("dev.belay.toolcall");

    private static final String[] PIECES = {
        "<invoke>",
        "</invoke>",
        "<get_weather>",
        "</get_weather>",
        "<city>",
        "</city>",
        "<tool_call>",
        "</tool_call>",
        "<invoke name=\"get_weather\">",
        "<parameter name=\"city\">",
        "</parameter>",
        "<function=get_weather>",
        "<parameter=city>",
        "[TOOL_CALLS]",
        "[ARGS]",
        "<｜tool▁call▁begin｜>",
        "<｜tool▁sep｜>",
        "<|tool_call_begin|>",
        "<arg_key>",
        "</arg_key>",
        "<arg_value>",
        "Action: get_weather",
        "Action Input: ",
        "Observation:",
        "{\"name\": \"get_weather\", \"arguments\": ",
        "{\"city\": \"Paris\"}",
        "get_weather(",
        "city=",
        "'",
        "\"",
        "`",
        "```",
        "```json\n",
        "```yaml\n",
        "\n",
        "<think>",
        "</think>",
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        ",",
        ":",
        "\\",
        "“",
        "Paris",
        " ",
        "#",
        "//",
        "/*",
        "\"\"\"",
        "｛",
        "（",
        "，",
        "：“",
        "int(",
        "get_weather（city="
    };

    private final ToolCallParser parser = new ToolCallParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "(",
                "<",
                "\"",
                "'",
                "`",
                "\\",
                " ",
                "\n",
                "```\n",
                "```json\n",
                "```yaml\na: &a [*a]\n",
                "get_weather(",
                "get_weather(city=",
                "get_weather(city='",
                "get_weather(city=\"Paris\")",
                "get_weather ",
                "f(",
                "{\"a\":",
                "[\"",
                "{'",
                "<invoke>",
                "<invoke><get_weather>",
                "<get_weather><city>",
                "<invoke name=\"get_weather\">",
                "<invoke name=\"get_weather\"><parameter name=\"city\">",
                "<function=get_weather><parameter=city>",
                "<tool_call>",
                "<tool_call>{",
                "<tool_call>{\"name\":\"",
                "<tool_call>get_weather<arg_key>",
                "[TOOL_CALLS]",
                "[TOOL_CALLS]get_weather[ARGS]{",
                "<｜tool▁call▁begin｜>",
                "<|tool_call_begin|>f:0",
                "Action: get_weather\nAction Input: ",
                "<think>",
                "</think>",
                "{\"name\": \"get_weather\", \"arguments\": {",
                "{\"get_weather\": {\"city\": \"a\"}} ",
                "\"\"\"",
                "/*",
                "<![CDATA[",
                "` ``` ``",
                "get_weather\n{",
                "('get_weather', {",
                "“",
                "1",
                "-",
                "def ",
                "｛\"a\"：",
                "（“",
                "get_weather（city=",
                "#get_weather(city=\"Paris\")\n",
                "<function=get_weather>city=1",
                "int(\"5\", "
            })
    void takesTwiceTheStepsForTwiceTheLength(String piece) throws ReflectiveOperationException {
        for (String before : List.of("", "<invoke><get_weather>")) {
            long once = steps(before + piece.repeat(LENGTH / piece.length()));
            long twice = steps(before + piece.repeat(2 * LENGTH / piece.length()));

            assertThat((double) twice / once).isLessThan(2.5);
        }
    }

    private static long steps(String text) throws ReflectiveOperationException {
        Class<?> counted = COUNTED.loadClass(ToolCallParser.class.getName());
        Object parser = counted.getConstructor().newInstance();
        Method parse = counted.getMethod("parse", String.class, List.class);
        return Steps.of(() -> parse.invoke(parser, text, Vectors.TOOLS), STEPS * text.length());
    }

    @Property(tries = 1_000)
    void neverThrows(@ForAll @Size(max = 40) List<@StringLength(max = 3) String> noise, @ForAll int seed) {
        StringBuilder text = new StringBuilder();
        int state = seed;
        for (String word : noise) {
            for (int piece = 0; piece < 3; piece++) {
                state = state * 1_103_515_245 + 12_345;
                text.append(PIECES[Math.floorMod(state >> 8, PIECES.length)]);
            }
            text.append(word);
        }
        Reading whole = parser.parse(text.toString(), Vectors.TOOLS);
        ToolCallStream stream = parser.stream(Vectors.TOOLS);
        text.chars().forEach(c -> stream.feed(Character.toString((char) c)));

        assertThat(stream.end()).isEqualTo(whole);
        assertThat(whole.calls()).allMatch(call -> Vectors.TOOLS.stream()
                .anyMatch(tool -> tool.name().equals(call.name())));
    }
}
