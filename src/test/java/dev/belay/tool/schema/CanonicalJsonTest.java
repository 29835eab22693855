package dev.belay.tool.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.belay.platform.Json;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    /// RFC 8785, section 3.2.2 to 3.2.4.
    @Test
    void writesTheExampleOfTheRfc() {
        String given = """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }""";

        assertThat(CanonicalJson.write(Json.tree(given)))
                .isEqualTo("{\"literals\":[null,true,false],"
                        + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /// RFC 8785, section 3.2.3.
    @Test
    void sortsByUtf16CodeUnits() {
        String given = """
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}""";

        assertThat(Json.tree(CanonicalJson.write(Json.tree(given))).elements())
                .toIterable()
                .extracting(value -> value.asText())
                .containsExactly(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small Letter O With Diaeresis",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter Dalet With Dagesh");
    }

    /// Two calls that differ must not look alike.
    @Test
    void whatIsTooCloseToZeroIsNotZero() {
        assertThatThrownBy(() -> CanonicalJson.write(Json.tree("[1e-999999999]")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too close to zero");
        assertThat(CanonicalJson.write(Json.tree("[0e-999999999,5e-324]"))).isEqualTo("[0,5e-324]");
    }

    /// RFC 8785, appendix B: IEEE 754 bits and what ECMAScript writes.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsEcmaScriptDoes(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(CanonicalJson.write(DoubleNode.valueOf(value))).isEqualTo(expected);
    }

    @Test
    void integersThatNoDoubleHoldsStayDifferent() {
        assertThat(CanonicalJson.write(Json.tree("9007199254740993"))).isEqualTo("9007199254740993");
        assertThat(CanonicalJson.write(Json.tree("9007199254740992"))).isEqualTo("9007199254740992");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\\ud800\"", "{\"\\ud83d\":1}", "1e400"})
    void refusesWhatHasNoCanonicalForm(String given) {
        assertThatThrownBy(() -> CanonicalJson.write(Json.tree(given))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void everyDoubleReadsBackAsItself(@ForAll double value) {
        String text = EcmaNumber.text(value);

        assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0.0 : value);
        assertThat(text).doesNotContain("E", ".0e").doesNotEndWith(".0");
    }
}
