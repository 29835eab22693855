package dev.belay.toolcall.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LenientValuesPropertyTest {
    private static final List<String> PIECES = List.of(
            "{", "}", "[", "]", "(", ")", "\"", "'", "`", "\\", "\\\"", "\\n", "\n", " ", ",", ":", "=", "=>", "#",
            "//", "/*", "*/", "f(", "a=", "a", "'it's'", "\"x\"", "true", "None", "1", "2.5", "-", "**", "...",
            "\"\"\"", "“", "”", "dict(", "u", "rb'", "\\_", "$", "\u00a0", "é", "😀", "\ud800", "http://", "NaN",
            " if ", " else ");

    @Property(tries = 2_000)
    void whatStrictJsonReadsIsReadTheSame(@ForAll("json") JsonNode json, @ForAll boolean pretty) {
        String text = pretty ? json.toPrettyString() : json.toString();
        for (Notation notation : Notation.values()) {
            WrittenValue value = new LenientValues(text).read(0, text.length(), notation);
            assertThat(value.json()).isEqualTo(Json.tree(text));
            assertThat(value.whole()).isTrue();
            assertThat(value.end()).isEqualTo(text.length());
        }
        assertThat(new LenientValues(text).read(0, text.length()).repairs()).isEmpty();
    }

    @Property(tries = 2_000)
    void whatPythonWritesIsReadTheSame(@ForAll("json") JsonNode json) {
        String text = python(json);
        WrittenValue value = new LenientValues(text).read(0, text.length(), Notation.PYTHON);
        assertThat(value.json()).isEqualTo(Json.tree(json.toString()));
        assertThat(value.repairs()).isEmpty();
        WrittenValue argument = new LenientValues(text + ", b='x')").argument(0, text.length() + 8, true);
        assertThat(argument.json()).isEqualTo(value.json());
        assertThat(argument.end()).isEqualTo(text.length());
    }

    @Property(tries = 2_000)
    void aCutTextIsReadAsABeginningOrNotAtAll(@ForAll("json") JsonNode json, @ForAll Random random) {
        String text = Json.object().set("a", json).toString();
        int cut = random.nextInt(text.length());
        WrittenValue value = new LenientValues(text).read(0, cut);
        assertThat(value.end()).isLessThanOrEqualTo(cut);
        assertThat(value.found() && value.whole()).isFalse();
    }

    @Property(tries = 20_000)
    void neverThrowsAndNeverLeavesTheText(@ForAll("tangle") String text, @ForAll Random random) {
        LenientValues values = new LenientValues(text);
        int from = random.nextInt(text.length() + 1);
        int to = random.nextInt(text.length() + 1);
        for (Notation notation : Notation.values()) {
            sound(values.read(0, text.length(), notation), text.length());
            sound(values.read(from, to, notation), Math.max(from, to));
        }
        sound(values.argument(from, text.length(), random.nextBoolean()), text.length());
    }

    private static void sound(WrittenValue value, int most) {
        assertThat(value.start()).isBetween(0, value.end());
        assertThat(value.end()).isLessThanOrEqualTo(most);
        assertThat(value.found()).isEqualTo(value.problem() == null);
    }

    @Provide
    Arbitrary<String> tangle() {
        return Arbitraries.of(PIECES).list().ofMaxSize(16).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<JsonNode> json() {
        Arbitrary<String> strings = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.of("it's", "\"", "', b=", "\\", "a\nb", "}", "x\", \"y\": \"", "#", "", "é😀", "\u2028"));
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                strings.map(Json.mapper()::valueToTree),
                Arbitraries.longs().map(Json.mapper()::valueToTree),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
                        .ofScale(3)
                        .map(Json.mapper()::valueToTree),
                Arbitraries.of("true", "false", "null", "{}", "[]").map(Json::tree));
        return Arbitraries.recursive(() -> leaves, inner -> collections(inner, strings), 0, 3);
    }

    private static Arbitrary<JsonNode> collections(Arbitrary<JsonNode> inner, Arbitrary<String> names) {
        Arbitrary<JsonNode> lists = inner.list().ofMaxSize(4).map(items -> {
            ArrayNode list = Json.mapper().createArrayNode();
            list.addAll(items);
            return list;
        });
        Arbitrary<JsonNode> objects = Arbitraries.maps(names, inner)
                .ofMaxSize(4)
                .map(members -> {
                    ObjectNode object = Json.object();
                    members.forEach(object::set);
                    return object;
                });
        return Arbitraries.oneOf(lists, objects);
    }

    /// As `repr` writes it, but always in single quotes.
    private static String python(JsonNode json) {
        if (json.isObject()) {
            return json.properties().stream()
                    .map(member -> quoted(member.getKey()) + ": " + python(member.getValue()))
                    .reduce((a, b) -> a + ", " + b)
                    .map(all -> "{" + all + "}")
                    .orElse("{}");
        }
        if (json.isArray()) {
            return json.valueStream()
                    .map(LenientValuesPropertyTest::python)
                    .reduce((a, b) -> a + ", " + b)
                    .map(all -> "[" + all + "]")
                    .orElse("[]");
        }
        return switch (json.getNodeType()) {
            case STRING -> quoted(json.textValue());
            case BOOLEAN -> json.booleanValue() ? "True" : "False";
            case NULL -> "None";
            default -> json.toString();
        };
    }

    private static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "'";
    }
}
