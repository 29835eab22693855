package dev.belay.tier.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.sandbox.Outcome;
import dev.belay.sandbox.Sandbox;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeProtocolTest {
    private static final List<ToolSpec> TOOLS = List.of(
            new ToolSpec("get-weather", "Tells it.", "{\"type\":\"object\",\"properties\":{\"city\":{},\"days\":{}}}"),
            new ToolSpec("delete", "Deletes.", "not JSON"),
            new ToolSpec("get_weather", "Tells it too.", "{}"));

    private final CodeProtocol protocol = new CodeProtocol();
    private final List<Sandbox.Function> functions = Functions.of(TOOLS);

    @Test
    void namesFunctionsSoThatAProgramCanSayThem() {
        assertThat(functions)
                .containsExactly(
                        new Sandbox.Function("get-weather", "get_weather", List.of("city", "days")),
                        new Sandbox.Function("delete", "delete_", List.of()),
                        new Sandbox.Function("get_weather", "get_weather_", List.of()));
        assertThat(protocol.describe(TOOLS, functions))
                .contains("- get_weather(arguments): Tells it.", "- delete_(arguments)", "- get_weather_(arguments)");
    }

    @Test
    void findsProgramsInFences() {
        assertThat(read("First:\n```js\nlet a = 1;\n```\nThen:\n```JavaScript\nprint(a);\n```"))
                .isEqualTo("let a = 1;\n\nprint(a);\n");
        assertThat(read("```js\nprint(`x`);")).as("cut off").isEqualTo("print(`x`);\n");
        assertThat(read("```\nget_weather({})\n```")).as("without a language").isEqualTo("get_weather({})\n");
    }

    @Test
    void findsNoneElsewhere() {
        assertThat(read("It rains.")).isNull();
        assertThat(read("```python\nget_weather({})\n```")).isNull();
        assertThat(read("```\nls -l\n```")).isNull();
        assertThat(read("```js\n\n```")).isNull();
        assertThat(read("<think>\n```js\nget_weather({})\n```\n</think>It rains."))
                .isNull();
    }

    @Test
    void tellsWhatCameOfAProgram() {
        assertThat(protocol.told(new Outcome("", null, null, false), null)).contains("printed nothing");
        assertThat(protocol.told(new Outcome("a\n", null, "Error: b (line 2)", true), null))
                .isEqualTo("The program printed:\na\nThe program broke off: Error: b (line 2)\n"
                        + "Everything that programs declared is lost. The calls that were made were made.");
        assertThat(protocol.told(new Outcome("", "x", null, false), "not JSON")).contains("not taken: not JSON");
    }

    private String read(String message) {
        return protocol.program(message, functions);
    }
}
