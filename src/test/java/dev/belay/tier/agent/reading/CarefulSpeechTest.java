package dev.belay.tier.agent.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.exchange.speech.Speech;
import dev.belay.exchange.speech.Take;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is heard of the messages of native models while they come.
class CarefulSpeechTest {
    private static final List<ToolSpec> TOOLS =
            List.of(new ToolSpec("alpha", "", "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"}}}"));

    private final NativeReader reader = new NativeReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>\n{\"name\": \"alpha\", \"arguments\": {\"x\": 1}}\n</tool_call>",
                "```json\n{\"name\": \"alpha\", \"arguments\": {\"x\": 1}}\n```",
                "<function=alpha>{\"x\": 1}</function>",
                "[TOOL_CALLS] [{\"name\": \"alpha\", \"arguments\": {\"x\": 1}}]",
                "[alpha(x=1)]",
            })
    void ofACallNothingIsHeardAndOfWordsBeforeItAllThatCanBeTakenUpAgain(String call) {
        assertThat(heard(call, TOOLS)).isEmpty();

        for (String before : List.of("I look.\n", "\n\nOne moment, please:\n\n")) {
            String heard = String.join("", heard(before + call, TOOLS));
            Message.Assistant read =
                    reader.read(new Message.Assistant(before + call), TOOLS).message();
            assertThat(read.callsTools()).isTrue();
            assertThat(heard).isEqualTo(before.stripTrailing());
            assertThat(read.text()).startsWith(heard);
        }
    }

    @Test
    void plainTextIsHeardWordByWord() {
        String text = "\nThe sky is blue, because air scatters short waves.\n\nIt isn't at night (of course).\n- One\n";

        List<String> heard = heard(text, TOOLS);

        assertThat(String.join("", heard)).isEqualTo(text.stripTrailing());
        // The list's item waits for the end of its line; all else only for the end of its word.
        assertThat(heard).hasSize(text.strip().split("\\s+").length - words("(of course).") - words("- One"));
    }

    private static int words(String together) {
        return together.split(" ").length - 1;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Look: a < b, and alpha is a letter. Then more.\nAnd more.",
                "Well <think>hm</think> well <think>hm</think> well.\nWell.",
                "<think>hm</think>\nwell\nwell",
                "Hm, hm.</think> Well, well.\n",
                "{\"name\": \"beta\"}\nNothing.\n",
                "I would call `alpha(x=1)`, but shall not.\nBye.\n",
                "\n\n \n"
            })
    void whatIsHeardIsHowTheAnswerBegins(String text) {
        Message.Assistant read = reader.read(new Message.Assistant(text), TOOLS).message();

        assertThat(read.text()).isEqualTo(text);
        assertThat(text).startsWith(String.join("", heard(text, TOOLS)));
    }

    @Test
    void withoutToolsEveryPieceIsHeard() {
        String text = "<tool_call>alpha(x=1)";

        assertThat(heard(text, List.of())).hasSize(text.length());
    }

    @Test
    void eachMessageIsHeardByItself() {
        Told told = new Told();
        Speech speech = reader.hearing(told, TOOLS);
        speech.begin().text("<tool_call>", "m");
        speech.begin().text("Anew then", "m");

        assertThat(told.pieces).containsExactly("Anew");
    }

    @Test
    void whereNobodyListensNothingIsRead() {
        assertThat(reader.hearing(Speech.HELD, TOOLS).begin()).isSameAs(Take.UNHEARD);
    }

    /// A character at a time.
    private List<String> heard(String text, List<ToolSpec> tools) {
        Told told = new Told();
        Take take = reader.hearing(told, tools).begin();
        text.chars().forEach(c -> take.text(Character.toString(c), "m"));
        return told.pieces;
    }

    private static final class Told implements Speech {
        private final List<String> pieces = new ArrayList<>();

        @Override
        public Take begin() {
            return (piece, _) -> pieces.add(piece);
        }

        @Override
        public String heard() {
            return String.join("", pieces);
        }

        @Override
        public void next(String whole, String model) {
            pieces.clear();
        }
    }
}
