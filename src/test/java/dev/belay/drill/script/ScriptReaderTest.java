package dev.belay.drill.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.message.FinishReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptReaderTest {

    @Test
    void reads_all_there_is() {
        Script script = ScriptReader.read("""
                name: all
                ask: Well?
                models:
                  m1: {fault: W06, after_results: 2, times: 1}
                  m2:
                rules:
                  - when: {user: a, contains: b, turn: 1, step: 1, results: 1, after: t, result: r, offers: [t]}
                    reply:
                      text: hello
                      calls: [{name: t, arguments: "{broken"}, {name: u}]
                      refusal: never
                      finish: length
                      usage: {prompt: 3, completion: 4}
                      chunk: 9
                      delay_ms: 7
                """);
        assertThat(script.ask()).isEqualTo("Well?");
        assertThat(script.models())
                .containsEntry("m1", new Script.Mishap("w06", 2, 1))
                .containsEntry("m2", new Script.Mishap("", 0, Integer.MAX_VALUE));
        Reply reply = script.rules().getFirst().reply();
        assertThat(reply.message().toolCalls()).extracting("arguments").containsExactly("{broken", "{}");
        assertThat(reply.refusal()).isEqualTo("never");
        assertThat(reply.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(reply.tokens()).isEqualTo(new Tokens(3, 4));
        assertThat(reply.pace()).isEqualTo(new Reply.Pace(9, Duration.ofMillis(7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: x                                                    | script has no rules",
                "rules: [{reply: {text: a}}]                                | script.name is missing",
                "{name: x, rules: [{repyl: {text: a}}]}                     | script.rules[0].repyl is not known",
                "{name: x, rules: [{when: {turn: one}, reply: {text: a}}]}  | script.rules[0].when.turn is not a whole",
                "{name: x, rules: [{reply: {finish: soon}}]}                | script.rules[0].reply.finish is none of",
                "{name: x, rules: [{reply: {calls: [{}]}}]}                 | script.rules[0].reply.calls[0].name is missing",
                "{name: x, rules: 5}                                        | script.rules is not a list",
                "{name: x                                                   | not YAML",
                "{name: !!java.net.URL [http://x], rules: []}               | not YAML"
            })
    void says_where_it_stopped_understanding(String yaml, String message) {
        assertThatThrownBy(() -> ScriptReader.read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
