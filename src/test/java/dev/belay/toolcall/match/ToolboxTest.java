package dev.belay.toolcall.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.value.WrittenCall;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolboxTest {
    private static final String SCHEMA = """
            {"type": "object", "required": ["city"], "properties": {
              "city": {"type": "string"}, "days": {"type": "integer"}, "scale": {"type": "number"},
              "deep": {"type": "boolean"}, "unit": {"type": "string", "enum": ["C", "F", "Kelvin"]},
              "tags": {"type": "array", "items": {"type": "integer"}},
              "where": {"type": "object", "properties": {"lat": {"type": "number"}}},
              "either": {"anyOf": [{"type": "integer"}, {"type": "string"}]}, "any": {}}}""";

    private static final Toolbox TOOLS = Toolbox.of(List.of(
            new ToolSpec("get_weather", "", SCHEMA),
            new ToolSpec("math.add", "", "{}"),
            new ToolSpec("other.add", "", "{}"),
            new ToolSpec("send-mail", "", "{}"),
            new ToolSpec("sendMail2", "", "not json")));

    @Test
    void ofManyToolsTheNearestAreTold() {
        Toolbox many = Toolbox.of(IntStream.range(0, 100)
                .mapToObj(i -> new ToolSpec("tool_" + i, "", "{}"))
                .toList());

        assertThat(many.told("tool_73x")).startsWith("tool_73, tool_7, ").endsWith(" and 80 more");
    }

    @ParameterizedTest
    @CsvSource({
        "get_weather,get_weather",
        "Get-Weather,get_weather",
        "getWeather,get_weather",
        "functions.get_weather,get_weather",
        "a.b.get_weather,get_weather",
        "tools/get_weather,get_weather",
        "math_add,math.add",
        "api.math.add,math.add",
        "send_mail,send-mail",
        "add,",
        "weather,",
        "get_weathers,",
    })
    void findsANameThatIsWrittenDifferentlyUnlessTwoAreMeant(String written, String found) {
        assertThat(TOOLS.find(written)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"days\": \"5\"} | {\"days\": 5}",
                "{\"days\": \"-5\"} | {\"days\": -5}",
                "{\"days\": 5.0} | {\"days\": 5}",
                "{\"days\": 5.5} | {\"days\": 5.5}",
                "{\"days\": \"5.0\"} | {\"days\": 5}",
                "{\"days\": \"five\"} | {\"days\": \"five\"}",
                "{\"days\": \"05 \"} | {\"days\": 5}",
                "{\"scale\": \"1.50\"} | {\"scale\": 1.50}",
                "{\"scale\": 2} | {\"scale\": 2}",
                "{\"deep\": \"True\"} | {\"deep\": true}",
                "{\"deep\": \"yes\"} | {\"deep\": \"yes\"}",
                "{\"city\": 12345} | {\"city\": \"12345\"}",
                "{\"city\": 0.5} | {\"city\": \"0.5\"}",
                "{\"city\": 1e9999} | {\"city\": \"1E+9999\"}",
                "{\"city\": true} | {\"city\": \"true\"}",
                "{\"unit\": \"kelvin\"} | {\"unit\": \"Kelvin\"}",
                "{\"unit\": \"R\"} | {\"unit\": \"R\"}",
                "{\"tags\": [\"1\", 2]} | {\"tags\": [1, 2]}",
                "{\"tags\": \"[1, 2]\"} | {\"tags\": [1, 2]}",
                "{\"tags\": 1} | {\"tags\": 1}",
                "{\"where\": {\"Lat\": \"1.5\"}} | {\"where\": {\"lat\": 1.5}}",
                "{\"either\": \"5\"} | {\"either\": \"5\"}",
                "{\"any\": \"5\"} | {\"any\": \"5\"}",
                "{\"City\": \"x\"} | {\"city\": \"x\"}",
                "{\"City\": \"x\", \"city\": \"y\"} | {\"City\": \"x\", \"city\": \"y\"}",
                "{\"parameters\": {\"city\": \"x\"}} | {\"city\": \"x\"}",
                "{\"city\": null} | {\"city\": null}",
            })
    void makesOfAValueWhatTheSchemaWantsWhereNothingIsLost(String written, String arguments) {
        assertThat(match(written).arguments()).isEqualTo(Json.tree(arguments));
    }

    @Test
    void namesArgumentsByTheirOrder() {
        Match match = match("{\"scale\": 2}", "\"Paris\"", "3");

        assertThat(match.arguments()).isEqualTo(Json.tree("{\"city\": \"Paris\", \"days\": 3, \"scale\": 2}"));
        assertThat(match.fit().adjustments()).containsExactly(Adjustment.POSITION);
        assertThat(match.fits()).isTrue();
    }

    @Test
    void anObjectAloneMayBeAllArguments() {
        assertThat(match("{}", "{\"city\": \"Paris\"}").arguments()).isEqualTo(Json.tree("{\"city\": \"Paris\"}"));
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThat(match("{\"days\": 1, \"colour\": 2}").missing()).containsExactly("city");
        assertThat(match("{\"days\": 1, \"colour\": 2}").unknown()).containsExactly("colour");
        assertThat(match("{\"days\": []}").fit().mismatched()).containsExactly("days");
        assertThat(match("{}", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
                        .fit()
                        .unfit())
                .contains("10 arguments", "only 9");
        assertThat(TOOLS.match(call("fly", "{}")).known()).isFalse();
    }

    private static Match match(String named, String... positional) {
        return TOOLS.match(call("get_weather", named, positional));
    }

    private static WrittenCall call(String name, String named, String... positional) {
        List<JsonNode> values =
                java.util.Arrays.stream(positional).map(Json::tree).toList();
        return new WrittenCall(name, (ObjectNode) Json.tree(named), values, 0, 0, Set.of(), true);
    }
}
