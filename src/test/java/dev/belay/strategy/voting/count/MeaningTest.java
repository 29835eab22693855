package dev.belay.strategy.voting.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {

    private static boolean same(String one, String other) {
        return Meaning.of(one, true).same(Meaning.of(other, true), 0.8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    42                                    | 42.0
                    42                                    | The answer is 42.
                    1,200.50                              | 1200.5
                    2026-11-21                            | 21 November 2026
                    It departs on Nov 21st, 2026.         | It departs on the 21.11.2026
                    The flight is booked.                 | the flight was booked
                    {"a": 1, "b": "X"}                    | {"b":"x","a":1.0}
                    {"when": "21 Nov 2026", "list": [1]}  | {"list": [1.00], "when": "2026-11-21"}
                    """)
    void saysTheSame(String one, String other) {
        assertThat(same(one, other)).isTrue();
        assertThat(same(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    42                                   | 43
                    You owe 42 dollars for the two bags. | You owe 43 dollars for the two bags.
                    The flight can be changed.           | The flight cannot be changed.
                    Yes, it is valid.                    | No, it isn't valid.
                    {"a": 1}                             | {"a": 1, "b": 2}
                    {"a": [1, 2]}                        | {"a": [2, 1]}
                    {"id": "007"}                        | {"id": "7"}
                    11/12/2026                           | 12/11/2026
                    2026-02-30                           | 2026-03-02
                    Paris                                | Rome
                    """)
    void saysSomethingElse(String one, String other) {
        assertThat(same(one, other)).isFalse();
    }

    @Test
    void aFenceIsNoPartOfIt() {
        assertThat(same("```json\n{\"a\": 1}\n```", "{\"a\":1}")).isTrue();
    }

    private static Meaning argument(String json) {
        return Meaning.of(Json.tree(json), false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "AbC1"                                        | "abc1"
                    "1.10"                                        | "1.1"
                    "10"                                          | 10
                    "21 Nov 2026"                                 | "2026-11-21"
                    "a  b"                                        | "a b"
                    "a "                                          | "a"
                    "Send the money from Alice to Bob today, please" | "Send the money from Bob to Alice today, please"
                    ["1.10"]                                      | ["1.1"]
                    {"version": "1.10"}                           | {"version": "1.1"}
                    {"a": null}                                   | {}
                    1                                             | 1.0000000000000001
                    """)
    void argumentsCountAsTheyStand(String one, String other) {
        assertThat(argument(one).same(argument(other), 0.1)).isFalse();
        assertThat(argument(one)).isNotEqualTo(argument(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1                          | 1.0
                    1e2                        | 100
                    0                          | -0.0
                    1e-999999999               | 10e-1000000000
                    {"a": [1.50, {"b": "x"}]}  | {"a": [1.5, {"b": "x"}]}
                    {"a": 1, "b": 2}           | {"b": 2.0, "a": 1}
                    """)
    void andNumbersByTheirValue(String one, String other) {
        assertThat(argument(one).same(argument(other), 0.8)).isTrue();
        assertThat(argument(one)).isEqualTo(argument(other)).hasSameHashCodeAs(argument(other));
    }

    @Test
    void objectsAreAsAlikeAsTheirFields() {
        Meaning one = Meaning.of("{\"a\": 1, \"b\": 2, \"c\": {\"d\": 1, \"e\": 2}}", true);
        Meaning other = Meaning.of("{\"a\": 1, \"b\": 3, \"c\": {\"d\": 1, \"e\": 9}}", true);
        assertThat(one.likeness(other)).isEqualTo(0.5);
        assertThat(one.likeness(one)).isEqualTo(1);
        assertThat(one.likeness(Meaning.of("no", true))).isZero();
    }
}
