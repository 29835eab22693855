package dev.belay.tool.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultSchemaTest {
    private static final String STATUS =
            "{\"type\":\"object\",\"properties\":{\"status\":{\"type\":\"string\"}},\"required\":[\"status\"]}";

    @Test
    void saysNothingOfTheShapeThatIsDeclared() throws BadSchema {
        assertThat(ResultSchema.compile(STATUS).flag("{\"status\":\"done\"}")).isEmpty();
        assertThat(ResultSchema.compile("{\"type\":\"array\"}").flag("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[\"done\",17],null]", "{}", "{\"status\":1}", "done", "", "{\"status\":\"a\"} and more"})
    void flagsEveryOtherAndKeepsItAsItCame(String result) throws BadSchema {
        String flag = ResultSchema.compile(STATUS).flag(result);

        assertThat(flag)
                .startsWith("[the result does not have the shape that its tool declares: ")
                .endsWith("]\n");
        assertThat(ResultSchema.bare(flag + result)).isEqualTo(result);
        assertThat(ResultSchema.bare(result)).isEqualTo(result);
    }

    @Test
    void whatCannotBeCheckedIsFlaggedToo() throws BadSchema {
        String deep = "[".repeat(5000) + "]".repeat(5000);

        assertThat(ResultSchema.compile("{}").flag(deep)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"type\":\"thing\"}", "{\"$ref\":\"https://a.example/schema\"}"})
    void refusesWhatIsNoSchema(String text) {
        assertThatThrownBy(() -> ResultSchema.compile(text)).isInstanceOf(BadSchema.class);
    }
}
