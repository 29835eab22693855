package dev.belay.toolcall.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Json;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LenientValuesTest {
    static Stream<String> read() {
        return ValueVectors.lines("read.txt");
    }

    static Stream<String> refused() {
        return ValueVectors.lines("refused.txt");
    }

    @ParameterizedTest
    @MethodSource("read")
    void readsAndNamesWhatItMended(String line) {
        String[] parts = line.split(" ⇒ ?", -1);
        WrittenValue value = ValueVectors.read(parts[0]);
        assertThat(value.problem()).isNull();
        assertThat(value.json()).isEqualTo(Json.tree(parts[1]));
        assertThat(value.repairs().stream().map(Repair::name).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(parts[2].strip());
        assertThat(ValueVectors.text(parts[0]).substring(value.end())).isEqualTo(parts[3]);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatWouldNeedAGuess(String line) {
        WrittenValue value = ValueVectors.read(line);
        assertThat(value.json()).isNull();
        assertThat(value.problem()).isNotBlank();
        assertThat(value.repairs()).isEmpty();
        assertThat(value.end()).isLessThanOrEqualTo(ValueVectors.text(line).length());
    }

    @Test
    void saysWhetherTheTextWentOnToTheEnd() {
        assertThat(read("{\"a\": [1").whole()).isFalse();
        assertThat(read("{\"a\": [1}").whole()).isTrue();
        assertThat(read("{\"a\": [1]}").clean()).isTrue();
        assertThat(read("{'a': [1]}").clean()).isFalse();
    }

    @Test
    void readsFromAPlaceAndNotBeyondAnother() {
        String text = "call {\"a\": [1, 2]}</tool>";
        WrittenValue value = new LenientValues(text).read(4, text.indexOf("]}"));
        assertThat(value.json()).isEqualTo(Json.tree("{\"a\": [1, 2]}"));
        assertThat(value.start()).isEqualTo(5);
        assertThat(value.end()).isEqualTo(text.indexOf("]}"));
        assertThat(value.whole()).isFalse();
        assertThat(new LenientValues(text).read(-5, 1_000).found()).isFalse();
        assertThat(new LenientValues(text).read(9, 3).found()).isFalse();
    }

    @Test
    void keepsTheDigitsOfFractions() {
        assertThat(read("0.12345678901234567891").json().asText()).isEqualTo("0.12345678901234567891");
        assertThat(read("1.0").json().decimalValue()).hasToString("1.0");
    }

    @Test
    void refusesNumbersThatWouldCostMoreThanTheyAreWorth() {
        assertThat(read("1e99999").found()).isFalse();
        assertThat(read("9".repeat(1_001)).found()).isFalse();
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThat(read("[".repeat(60) + "]".repeat(60)).found()).isTrue();
        assertThat(read("[".repeat(70) + "]".repeat(70)).found()).isFalse();
    }

    @Test
    void everyRepairHasWordsForPeople() {
        assertThat(Repair.values())
                .extracting(Repair::words)
                .doesNotHaveDuplicates()
                .allMatch(words -> !words.isBlank());
    }

    private static WrittenValue read(String text) {
        return new LenientValues(text).read(0, text.length());
    }
}
