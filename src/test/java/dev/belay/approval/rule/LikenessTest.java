package dev.belay.approval.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                               | {}                                 | 1
            {}                               | {"a": 1}                           | 0
            {"a": "x"}                       | {"a": "x"}                         | 1
            {"a": "x"}                       | {"a": "X"}                         | 1
            {"a": "x"}                       | {"a": "y"}                         | 0.333
            {"a": "x"}                       | {"b": "y"}                         | 0
            {"to": "ann smith"}              | {"to": ["Smith", {"to": "ann"}]}   | 1
            {"cents": 480}                   | {"cents": 510}                     | 1
            {"cents": 480}                   | {"cents": 480.5}                   | 1
            {"cents": 480}                   | {"cents": "500"}                   | 1
            {"cents": 480}                   | {"cents": 48000}                   | 0.333
            {"cents": 480}                   | {"cents": -480}                    | 0.333
            {"cents": 0}                     | {"cents": 0.0}                     | 1
            {"order_id": "A-7"}              | {"order": {"id": "a 9"}}           | 1
            {"sure": true}                   | {"sure": false}                    | 0.333
            {"text": "Überweisung an Jörg"}  | {"text": "überweisung an jörg"}    | 1
            no json                          | {"a": "x"}                         | 0
            {"a": "x y                        | {"a": "x y"}                       | 1
            """)
    void comparesWordsAndOrdersOfMagnitude(String one, String other, double alike) {
        assertThat(Likeness.most(one, List.of(other))).isEqualTo(alike, within(0.001));
        assertThat(Likeness.most(other, List.of(one))).isEqualTo(alike, within(0.001));
    }

    @Test
    void takesTheMostSimilarCase() {
        assertThat(Likeness.most("{\"a\":\"x\"}", List.of("{}", "{\"a\":\"x\"}", "{\"b\":1}")))
                .isEqualTo(1);
        assertThat(Likeness.most("{}", List.of())).isNegative();
    }

    @Test
    void comparesNoMoreThanItsBounds() {
        String words = "{\"a\":\"" + "w%d ".repeat(2000).formatted(numbers(2000)) + "\"}";
        String huge = "{\"a\":\"x\",\"b\":\"" + "y".repeat(3_000_000) + "\"}";
        String long_ = "{\"n\":1" + "0".repeat(5000) + ",\"s\":\"" + "9".repeat(4000) + "\"}";

        assertThat(Likeness.words(words)).hasSize(Likeness.MOST_WORDS);
        assertThat(Likeness.words(huge)).hasSize(4).contains("a", "x", "b");
        assertThat(Likeness.words(long_)).contains("n", "#e5000", "#e3999");
    }

    private static Object[] numbers(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toArray();
    }
}
