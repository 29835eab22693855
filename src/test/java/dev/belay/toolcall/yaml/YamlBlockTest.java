package dev.belay.toolcall.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.belay.platform.Json;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlBlockTest {
    @Test
    void readsMappingsAndLists() {
        assertThat(YamlBlock.read("""
                        name: get_weather
                        arguments:
                          city: San Francisco, CA
                          days: [1, 2]
                          note: |
                            two
                            lines
                          exact: "5"
                          nested: {a: 1.5, b: ~}
                          list:
                            - x
                            - true
                        """)).isEqualTo(Json.tree("""
                        {"name": "get_weather", "arguments": {"city": "San Francisco, CA", "days": [1, 2],
                         "note": "two\\nlines\\n", "exact": "5", "nested": {"a": 1.5, "b": null}, "list": ["x", true]}}
                        """));
    }

    @Test
    void leavesWordsAloneThatOldYamlMeansOtherwise() {
        assertThat(YamlBlock.read("[no, yes, on, 10:30, 2020-01-01, 0o7, 010, 1_000, .5, True, NULL, +5, a b]"))
                .isEqualTo(Json.tree("""
                        ["no", "yes", "on", "10:30", "2020-01-01", "0o7", "010", "1_000", ".5", true, null, "+5", "a b"]
                        """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just words",
                "5",
                "a: b: c",
                "a: [1",
                "a: 1\na: 2",
                "a: !!python/object:x {}",
                "a: !own 5",
                "a: 1\n---\nb: 2",
                "<<: {a: 1}",
                "? [a]\n: 1",
                "a: *b"
            })
    void refusesAnythingElse(String text) {
        assertThat(YamlBlock.read(text)).isNull();
    }

    @Test
    void doesNotUnfoldAliasesBeyondTheirLength() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            text.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(8) + alias));
        }
        assertThat(YamlBlock.read(text.toString())).isNull();
        assertThat(YamlBlock.read("a: &x {k: 1}\nb: *x")).isEqualTo(Json.tree("{\"a\":{\"k\":1},\"b\":{\"k\":1}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "- ", "a: ", "? ", "\"", "'", "&a ", "*a ", "a: [", "\n", "{a: ", "!!x ", "| "})
    void hostileTextIsRefusedSoon(String piece) {
        String text = piece.repeat(60_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> YamlBlock.read(text));
        assertThat(YamlBlock.read(piece.repeat(100_000))).isNull();
    }

    @Property(tries = 3_000)
    void neverThrows(@ForAll("tangle") String text) {
        YamlBlock.read(text);
    }

    @Provide
    Arbitrary<String> tangle() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "a",
                        ": ",
                        "\n",
                        "  ",
                        "- ",
                        "&a ",
                        "*a",
                        "!!str ",
                        "!x ",
                        "? ",
                        "| ",
                        "> ",
                        "'",
                        "\"",
                        "#",
                        ",",
                        "---\n",
                        "...\n",
                        "%YAML 1.1\n",
                        "\t",
                        "\\",
                        "<<: ",
                        "5",
                        "~",
                        "\u0000",
                        "é")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }
}
