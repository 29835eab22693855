package dev.belay.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.Configs;
import dev.belay.model.ModelDoor.Prompt;
import dev.belay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private static final ToolSpec TOOL =
            new ToolSpec("f", "does it", "{\"type\":\"object\",\"properties\":{\"x\":{\"const\":1}}}");

    private static JsonNode write(Prompt prompt, String... properties) {
        var model = Configs.model("http://localhost/v1", properties);
        byte[] body = new RequestWriter(model).write(prompt, model.streams(false));
        return Json.tree(new String(body, StandardCharsets.UTF_8));
    }

    @Test
    void asksForAStreamWithUsage() {
        JsonNode body = write(Configs.prompt("hi"), "name", "gpt-x");

        assertThat(body.path("model").asText()).isEqualTo("gpt-x");
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
        assertThat(body.has("max_tokens")).isFalse();
        assertThat(body.has("tools")).isFalse();
        assertThat(body.has("response_format")).isFalse();
    }

    @Test
    void writesEveryKindOfMessage() {
        var image = new Message.User(
                List.of(new Message.Part.Text("look"), new Message.Part.Image("data:image/png;base64,AA", "low")));
        var calling = new Message.Assistant("", List.of(new ToolCall("c1", "f", "{\"x\":1}")));
        JsonNode messages = write(Configs.prompt(
                        List.of(
                                new Message.System("be kind"),
                                image,
                                calling,
                                new Message.Tool("c1", "f", "done"),
                                new Message.Assistant("ok")),
                        Sampling.DEFAULT))
                .path("messages");

        assertThat(messages.at("/0/content").asText()).isEqualTo("be kind");
        assertThat(messages.at("/1/content/1/image_url/detail").asText()).isEqualTo("low");
        assertThat(messages.at("/2/content").isNull()).isTrue();
        assertThat(messages.at("/2/tool_calls/0/function/arguments").asText()).isEqualTo("{\"x\":1}");
        assertThat(messages.at("/3/tool_call_id").asText()).isEqualTo("c1");
        assertThat(messages.at("/4/content").asText()).isEqualTo("ok");
    }

    @Test
    void saysWhoSpeaksWhereItIsKnown() {
        JsonNode messages = write(Configs.prompt(
                        List.of(
                                new Message.System("be kind", "example_user"),
                                new Message.User(List.of(new Message.Part.Text("hi")), "ann"),
                                new Message.Assistant("ok", List.of(new ToolCall("c1", "f", "{}")), "helper"),
                                new Message.Tool("c1", "f", "done"),
                                new Message.User("thanks")),
                        Sampling.DEFAULT))
                .path("messages");

        assertThat(messages.at("/0/name").asText()).isEqualTo("example_user");
        assertThat(messages.at("/1/name").asText()).isEqualTo("ann");
        assertThat(messages.at("/2/name").asText()).isEqualTo("helper");
        assertThat(messages.at("/3").has("name")).isFalse();
        assertThat(messages.at("/4").has("name")).isFalse();
    }

    @Test
    void saysWhetherArgumentsAreHeldToTheSchemaIfSomebodyDid() {
        var strict = new ToolSpec("f", "", "{}", true);
        var lenient = new ToolSpec("g", "", "{}", false);
        JsonNode tools = write(new Prompt(
                        List.of(new Message.User("hi")),
                        List.of(strict, lenient, TOOL),
                        ToolChoice.AUTO,
                        Sampling.DEFAULT,
                        ResponseFormat.TEXT))
                .path("tools");

        assertThat(tools.at("/0/function/strict").isBoolean()).isTrue();
        assertThat(tools.at("/0/function/strict").asBoolean()).isTrue();
        assertThat(tools.at("/1/function/strict").asBoolean(true)).isFalse();
        assertThat(tools.at("/2/function").has("strict")).isFalse();
    }

    @Test
    void sendsUnreadableArgumentsOfEarlierCallsAsJson() {
        var calling = new Message.Assistant("", List.of(new ToolCall("c1", "f", "{x:"), new ToolCall("c2", "f", "")));
        JsonNode calls =
                write(Configs.prompt(List.of(calling), Sampling.DEFAULT)).at("/messages/0/tool_calls");

        assertThat(Json.tree(calls.at("/0/function/arguments").asText())
                        .path("unreadable")
                        .asText())
                .isEqualTo("{x:");
        assertThat(calls.at("/1/function/arguments").asText()).isEqualTo("{}");
    }

    @Test
    void passesSchemasOfToolsThroughUntouched() {
        JsonNode body = write(new Prompt(
                List.of(new Message.User("hi")),
                List.of(TOOL),
                new ToolChoice(ToolChoice.Mode.NAMED, "f"),
                Sampling.DEFAULT,
                ResponseFormat.TEXT));

        assertThat(body.at("/tools/0/function/parameters")).isEqualTo(Json.tree(TOOL.parameters()));
        assertThat(body.at("/tool_choice/function/name").asText()).isEqualTo("f");
    }

    @Test
    void passesFurtherFieldsThroughButNeverReplacesOurs() {
        Sampling sampling = new Sampling(
                0.5,
                null,
                null,
                List.of("END"),
                7L,
                Map.of(
                        "top_k", "40",
                        "model", "\"other\"",
                        "stream", "false",
                        "messages", "[]",
                        "n", "5",
                        "api_base", "\"http://evil\"",
                        "api_key", "\"mine\"",
                        "extra_headers", "{}"));
        JsonNode body = write(Configs.prompt(List.of(new Message.User("hi")), sampling), "name", "gpt-x");

        assertThat(body.path("top_k").asInt()).isEqualTo(40);
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("seed").asLong()).isEqualTo(7);
        assertThat(body.at("/stop/0").asText()).isEqualTo("END");
        assertThat(body.path("model").asText()).isEqualTo("gpt-x");
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.path("messages")).hasSize(1);
        assertThat(body.has("n")).isFalse();
        assertThat(body.toString()).doesNotContain("evil", "mine", "extra_headers");
    }

    @Test
    void saysNothingOfToolsWhereNoneAreOffered() {
        Sampling sampling =
                new Sampling(null, null, null, List.of(), null, Map.of("parallel_tool_calls", "false", "top_k", "40"));
        List<Message> messages = List.of(new Message.User("hi"));
        var required = new ToolChoice(ToolChoice.Mode.REQUIRED, null);

        JsonNode offered = write(new Prompt(messages, List.of(TOOL), required, sampling, ResponseFormat.TEXT));
        JsonNode none = write(new Prompt(messages, List.of(), required, sampling, ResponseFormat.TEXT));

        assertThat(offered.path("parallel_tool_calls").isBoolean()).isTrue();
        assertThat(offered.has("tool_choice")).isTrue();
        assertThat(none.has("parallel_tool_calls")).isFalse();
        assertThat(none.has("tool_choice")).isFalse();
        assertThat(none.path("top_k").asInt()).isEqualTo(40);
    }

    @Test
    void sendsTheSmallerLimitUnderTheNameTheModelWants() {
        Prompt prompt = Configs.prompt(List.of(new Message.User("hi")), Configs.maxTokens(50));

        assertThat(write(prompt).path("max_tokens").asInt()).isEqualTo(50);
        assertThat(write(prompt, "max-output", "20").path("max_tokens").asInt()).isEqualTo(20);
        JsonNode quirky = write(prompt, "max-completion-tokens", "true");
        assertThat(quirky.path("max_completion_tokens").asInt()).isEqualTo(50);
        assertThat(quirky.has("max_tokens")).isFalse();
    }

    @Test
    void respectsQuirks() {
        assertThat(write(Configs.prompt("hi"), "no-stream-options", "true").has("stream_options"))
                .isFalse();
        JsonNode whole = write(Configs.prompt("hi"), "no-streaming", "true");
        assertThat(whole.path("stream").asBoolean()).isFalse();
        assertThat(whole.has("stream_options")).isFalse();
        assertThat(write(Configs.prompt("hi"), "stream-on-demand", "true")
                        .path("stream")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void asksForJsonAsFarAsTheModelCan() {
        var format = new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "thing", "{\"type\":\"object\"}", true);
        Prompt prompt =
                new Prompt(List.of(new Message.User("hi")), List.of(), ToolChoice.AUTO, Sampling.DEFAULT, format);

        assertThat(write(prompt).at("/response_format/json_schema/schema/type").asText())
                .isEqualTo("object");
        JsonNode lesser = write(prompt, "json-schema", "false");
        assertThat(lesser.at("/response_format/type").asText()).isEqualTo("json_object");
        assertThat(lesser.at("/messages/1/content").asText()).contains("{\"type\":\"object\"}");
    }

    @Test
    void namesNobodyToAModelThatRefusesNames() {
        var prompt = Configs.prompt(
                List.of(
                        new Message.System("be brief", "rules"),
                        new Message.User("hi").saidBy("ann"),
                        new Message.Assistant("hello").saidBy("helper"),
                        new Message.User("and now?").saidBy("ann")),
                Sampling.DEFAULT);

        for (JsonNode message : write(prompt, "no-names", "true").path("messages")) {
            assertThat(message.has("name")).isFalse();
        }
    }

    @Test
    void addsAUserMessageWhereTheModelTakesNoPrefill() {
        Prompt prompt =
                Configs.prompt(List.of(new Message.User("hi"), new Message.Assistant("Well,")), Sampling.DEFAULT);

        assertThat(write(prompt).path("messages")).hasSize(2);
        assertThat(write(prompt, "prefill", "false").at("/messages/2/role").asText())
                .isEqualTo("user");
    }
}
