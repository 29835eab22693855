package dev.belay.tool.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolSchemaTest {
    private static final String SCHEMA = """
            {"type": "object", "additionalProperties": false, "required": ["n"], "properties": {
              "n": {"type": "integer"}, "x": {"type": "number"}, "flag": {"type": "boolean"},
              "name": {"type": "string"}, "limit": {"type": "integer", "default": 10},
              "list": {"type": "array", "items": {"type": "integer"}},
              "inner": {"$ref": "#/$defs/inner"}, "any": {"type": ["string", "integer"]}, "free": {}},
             "$defs": {"inner": {"type": "object", "properties": {"deep": {"type": "integer", "default": 7}}}}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"n\":5}                          | {\"limit\":10,\"n\":5}",
                "{\"n\":\"5\"}                      | {\"limit\":10,\"n\":5}",
                "{\"n\":5.0}                        | {\"limit\":10,\"n\":5}",
                "{\"n\":\"-12\",\"limit\":3}        | {\"limit\":3,\"n\":-12}",
                "{\"n\":1,\"x\":\"2.50\"}           | {\"limit\":10,\"n\":1,\"x\":2.5}",
                "{\"n\":1,\"flag\":\"true\"}        | {\"flag\":true,\"limit\":10,\"n\":1}",
                "{\"n\":1,\"name\":5}               | {\"limit\":10,\"n\":1,\"name\":\"5\"}",
                "{\"n\":1,\"name\":1.10}            | {\"limit\":10,\"n\":1,\"name\":\"1.10\"}",
                "{\"n\":1,\"name\":null}            | {\"limit\":10,\"n\":1}",
                "{\"n\":1,\"list\":[\"1\",2]}       | {\"limit\":10,\"list\":[1,2],\"n\":1}",
                "{\"n\":1,\"list\":\"[1,2]\"}       | {\"limit\":10,\"list\":[1,2],\"n\":1}",
                "{\"n\":1,\"inner\":{}}             | {\"inner\":{\"deep\":7},\"limit\":10,\"n\":1}",
                "{\"n\":1,\"inner\":{\"deep\":\"8\"}} | {\"inner\":{\"deep\":8},\"limit\":10,\"n\":1}",
                "{\"n\":1,\"any\":\"5\"}            | {\"any\":\"5\",\"limit\":10,\"n\":1}",
                "{\"n\":1,\"free\":\"5\"}           | {\"free\":\"5\",\"limit\":10,\"n\":1}",
                "\"{\\\"n\\\":1}\"                  | {\"limit\":10,\"n\":1}",
            })
    void coercesWithoutLossAndFillsDefaults(String given, String canonical) throws BadSchema {
        assertThat(ToolSchema.compile(SCHEMA).read(given))
                .isInstanceOfSatisfying(
                        Reading.Fit.class, fit -> assertThat(fit.canonical()).isEqualTo(canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                        | required property 'n'",
                "{\"n\":\"5.5\"}           | integer",
                "{\"n\":5.5}               | integer",
                "{\"n\":\"007\"}           | integer",
                "{\"n\":\"0x5\"}           | integer",
                "{\"n\":\" 5\"}            | integer",
                "{\"n\":\"five\"}          | /n: string found, integer expected",
                "{\"n\":null}              | integer",
                "{\"n\":1,\"flag\":\"yes\"}| boolean",
                "{\"n\":1,\"flag\":1}      | boolean",
                "{\"n\":1,\"name\":true}   | string",
                "{\"n\":1,\"extra\":1}     | extra",
                "{\"n\":1,\"n\":2}         | Duplicate",
                "{\"n\":1} {}              | not JSON",
                "{\"n\":1                  | not JSON",
                "[1]                       | must be a JSON object, not array",
                "5                         | must be a JSON object, not number",
                "{\"n\":1,\"name\":\"\\ud800\"} | surrogate",
            })
    void saysWhatIsWrong(String given, String problem) throws BadSchema {
        assertThat(ToolSchema.compile(SCHEMA).read(given))
                .isInstanceOfSatisfying(Reading.Unfit.class, unfit -> assertThat(unfit.problem())
                        .contains(problem));
    }

    @Test
    void nothingAtAllMeansNoArguments() throws BadSchema {
        ToolSchema schema = ToolSchema.compile("{\"type\":\"object\"}");

        for (String nothing : new String[] {"", "  ", null, "{}", "null"}) {
            assertThat(schema.read(nothing))
                    .isInstanceOfSatisfying(Reading.Fit.class, fit -> assertThat(fit.canonical())
                            .isEqualTo("{}"));
        }
    }

    @Test
    void coercionIsRecorded() throws BadSchema {
        assertThat(ToolSchema.compile(SCHEMA).read("{\"n\":\"5\"}"))
                .isInstanceOfSatisfying(Reading.Fit.class, fit -> assertThat(fit.coercions())
                        .containsExactly("/n: string read as number"));
    }

    @Test
    void anEnormousExponentIsNeitherIntegerNorSlow() throws BadSchema {
        assertThat(ToolSchema.compile(SCHEMA).read("{\"n\":1e999999999}")).isInstanceOf(Reading.Unfit.class);
    }

    /// Written out, each is longer than the memory.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":1,\"name\":1e-999999999}",
                "{\"n\":1,\"name\":-1e-999999999}",
                "{\"n\":1,\"name\":1e999999999}",
                "{\"n\":1,\"any\":1e-999999999}",
                "{\"n\":1,\"x\":1e-999999999}",
                "{\"n\":1,\"x\":1e999999999}",
                "{\"n\":1,\"free\":1e-999999999}",
                "{\"n\":1,\"list\":[100e2147483640]}",
                "{\"n\":100e2147483647}",
                "{\"n\":100e2147483646}"
            })
    void anEnormousExponentIsSaidToBeWrong(String given) throws BadSchema {
        assertThat(ToolSchema.compile(SCHEMA).read(given)).isInstanceOf(Reading.Unfit.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"type\":\"string\"}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}}",
                "{\"type\":\"object\",\"required\":\"a\"}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"http://127.0.0.1:1/schema\"}}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/none\"}}}"
            })
    void refusesWhatIsNoSchemaOfAnObject(String schema) {
        assertThatThrownBy(() -> ToolSchema.compile(schema)).isInstanceOf(BadSchema.class);
    }
}
