package dev.belay.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import java.util.List;

/// What holds of the reading of any text.
public final class Fuzzed {
    private static final ToolCallParser PARSER = new ToolCallParser();

    private Fuzzed() {}

    /// The texts of all vectors.
    public static List<String> seeds() {
        return Vectors.all().map(Vectors.Vector::text).toList();
    }

    /// How many calls are read out of a text.
    public static int calls(String text) {
        return PARSER.parse(text, Vectors.TOOLS).calls().size();
    }

    /// @param cuttings where the text is cut, in order; the last is its end
    public static void check(String text, List<Integer> cuttings) {
        Reading whole = PARSER.parse(text, Vectors.TOOLS);
        assertThat(whole.confidence()).isBetween(0.0, 1.0);
        assertThat(whole.problem() == null || whole.calls().isEmpty()).isTrue();
        for (ToolCall call : whole.calls()) {
            assertThat(Vectors.TOOLS).extracting(ToolSpec::name).contains(call.name());
            assertThat(Json.tree(call.arguments())).isInstanceOf(ObjectNode.class);
        }
        ToolCallStream stream = PARSER.stream(Vectors.TOOLS);
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int end : cuttings) {
            shown.append(stream.feed(text.substring(at, end)));
            at = end;
        }
        assertThat(stream.end()).isEqualTo(whole);
        if (!endsThought(text)) {
            assertThat(whole.text()).startsWith(shown.toString().strip());
        }
    }

    /// A thought that ends takes back what was shown before it.
    private static boolean endsThought(String text) {
        return List.of("</", "[/THINK]", "◁/think▷", "_of_thought|>", "<|end|>").stream()
                .anyMatch(text::contains);
    }
}
