package dev.belay.edge.cli.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.Screen;
import dev.belay.platform.Json;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ToolCallCommandTest {
    private static final String LINE = """
            {"id": "a", "text": "Sure! [add(a=1, b=2)] it is.", "tools": [{"type": "function", "function": \
            {"name": "add", "parameters": {"type": "object", "properties": {"a": {"type": "integer"}, \
            "b": {"type": "integer"}}, "required": ["a", "b"]}}}]}""";

    private final Screen screen = Screen.plain();

    private int run(String input, String... arguments) {
        var command = new ToolCallCommand(screen.terminal(), () -> new BufferedReader(new StringReader(input)));
        return new CommandLine(command).execute(arguments);
    }

    private List<JsonNode> lines() {
        return screen.out().lines().map(Json::tree).toList();
    }

    @Test
    void writesALinePerLine() {
        assertThat(run(LINE + "\n\n" + LINE.replace("\"a\", \"text\"", "7, \"text\""), "parse"))
                .isZero();

        assertThat(lines()).hasSize(2);
        assertThat(lines().getFirst().toString())
                .isEqualTo("{\"id\":\"a\",\"calls\":[{\"name\":\"add\",\"arguments\":{\"a\":1,\"b\":2}}],"
                        + "\"dialect\":\"python\",\"confidence\":0.93,\"repairs\":[],\"problem\":null}");
        assertThat(lines().getLast().get("id").intValue()).isEqualTo(7);
    }

    @Test
    void goesOnAfterALineThatCannotBeUsed() {
        assertThat(run("{not json\n[1]\n{\"id\":1}\n{\"id\":2,\"text\":\"x\",\"tools\":[{}]}\n" + LINE, "parse"))
                .isZero();

        assertThat(lines())
                .extracting(line -> line.get("problem").asText())
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("not JSON"),
                        problem -> assertThat(problem).contains("no \"text\""),
                        problem -> assertThat(problem).contains("no \"text\""),
                        problem -> assertThat(problem).contains("no \"name\""),
                        problem -> assertThat(problem).isEqualTo("null"));
    }

    @Test
    void readsPiecesAsTheWhole() {
        run(LINE, "parse");
        run(LINE, "parse", "--chunks", "12", "--seed", "5");

        assertThat(lines()).hasSize(2);
        assertThat(lines().getFirst()).isEqualTo(lines().getLast());
    }

    @Test
    void needsAPiece() {
        assertThat(run(LINE, "parse", "--chunks", "0")).isEqualTo(2);
    }
}
