package dev.belay.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.edge.scripted.ScriptedKnown;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Expected;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.intake.Beside;
import dev.belay.gateway.policy.Menu;
import dev.belay.gateway.policy.Policies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
    private static final Menu MENU = new Menu(new ScriptedKnown(), new Policies(Map.of()), List.of("sequential"));
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void readsAConversationAsOpenAiWritesIt() {
        Request request = read("""
                {"model":"gpt-small","temperature":0.5,"max_completion_tokens":10,"stop":"END","seed":7,
                 "frequency_penalty":0.1,"metadata":{"a":"b"},
                 "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},
                 "messages":[
                  {"role":"developer","content":[{"type":"text","text":"be brief"}]},
                  {"role":"user","content":[{"type":"text","text":"look"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,AA","detail":"low"}}]},
                  {"role":"assistant","content":null,"refusal":null,"annotations":[],
                    "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"done"}],
                 "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
                 "tool_choice":{"type":"function","function":{"name":"f"}}}""").request();
        assertThat(request.way().model()).isEqualTo("gpt-small");
        assertThat(request.conversation().messages())
                .containsExactly(
                        new Message.System("be brief"),
                        new Message.User(List.of(
                                new Message.Part.Text("look"),
                                new Message.Part.Image("data:image/png;base64,AA", "low"))),
                        new Message.Assistant("", List.of(new dev.belay.exchange.message.ToolCall("c1", "f", "{}"))),
                        new Message.Tool("c1", "f", "done"));
        assertThat(request.conversation().sampling().extra())
                .containsEntry("frequency_penalty", "0.1")
                .containsEntry("metadata", "{\"a\":\"b\"}");
        assertThat(request.conversation().sampling().maxTokens()).isEqualTo(10);
        assertThat(request.conversation().sampling().stop()).containsExactly("END");
        assertThat(request.conversation().format().kind()).isEqualTo(ResponseFormat.Kind.JSON_SCHEMA);
        assertThat(request.tools().choice()).isEqualTo(new ToolChoice(ToolChoice.Mode.NAMED, "f"));
    }

    @Test
    void readsWhoSpeaks() {
        Request request = read("""
                {"model":"belay","messages":[
                  {"role":"system","name":"example_user","content":"2+2?"},
                  {"role":"developer","name":"example-2","content":"4"},
                  {"role":"user","name":"Ann_1","content":[{"type":"text","text":"and 3+3?"}]},
                  {"role":"assistant","name":"helper","content":"6"},
                  {"role":"user","name":null,"content":"thanks"},
                  {"role":"user","name":"","content":"bye"}]}""").request();
        assertThat(request.conversation().messages())
                .containsExactly(
                        new Message.System("2+2?", "example_user"),
                        new Message.System("4", "example-2"),
                        new Message.User(List.of(new Message.Part.Text("and 3+3?")), "Ann_1"),
                        new Message.Assistant("6", List.of(), "helper"),
                        new Message.User("thanks"),
                        new Message.User("bye"));
    }

    @Test
    void readsTheBelayObject() {
        ChatRequest chat = read("{\"model\":\"belay\"," + MESSAGES + ",\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true},\"belay\":{\"tools\":[\"read_file\"],"
                + "\"deadline_ms\":5000,\"session\":\"s-1\",\"durability\":\"journal\",\"tier_order\":[\"loop\"]}}");
        assertThat(chat.streamed()).isTrue();
        assertThat(chat.stream().usage()).isTrue();
        assertThat(chat.request().tools().server()).containsExactly("read_file");
        assertThat(chat.request().way().tierOrder()).containsExactly("loop");
        assertThat(chat.request().terms().deadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(chat.request().terms().session()).isEqualTo("s-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'api_base':'http://10.0.0.1' | api_base | INVALID",
                "'api_key':'x' | api_key | INVALID",
                "'base_url':'http://x' | base_url | INVALID",
                "'extra_headers':{'a':'b'} | extra_headers | INVALID",
                "'n':2 | n | UNSUPPORTED",
                "'logprobs':true | logprobs | UNSUPPORTED",
                "'functions':[] | functions | UNSUPPORTED",
                "'modalities':['audio'] | modalities | UNSUPPORTED",
                "'temperature':'hot' | temperature | INVALID",
                "'temperature':3 | temperature | INVALID",
                "'max_tokens':0 | max_tokens | INVALID",
                "'max_tokens':1.5 | max_tokens | INVALID",
                "'stream':'yes' | stream | INVALID",
                "'stream_options':{} | stream_options | INVALID",
                "'stop':[1] | stop[0] | INVALID",
                "'tools':{} | tools | INVALID",
                "'tools':[{'type':'custom'}] | tools[0].type | UNSUPPORTED",
                "'tools':[{'type':'function'}] | tools[0].function | INVALID",
                "'tools':[{'type':'function','function':{'name':'a b'}}] | tools[0].function.name | INVALID",
                "'tool_choice':'maybe' | tool_choice | INVALID",
                "'response_format':{'type':'xml'} | response_format.type | INVALID",
                "'belay':[] | belay | INVALID",
                "'belay':{'xyz':1} | belay.xyz | INVALID",
                "'belay':{'deadline_ms':'1s'} | belay.deadline_ms | INVALID",
                "'belay':{'deadline_ms':0} | belay.deadline_ms | INVALID",
                "'belay':{'durability':'maybe'} | belay.durability | INVALID",
                "'belay':{'session':'a b'} | belay.session | INVALID",
                "'belay':{'tools':[7]} | belay.tools[0] | INVALID",
                "'belay':{'tools':['write_file']} | belay.session | INVALID"
            })
    void namesTheFieldAtFault(String field, String path, Refusal.Kind kind) {
        Refusal refusal = refused("{\"model\":\"belay\"," + MESSAGES + "," + field.replace('\'', '"') + "}");
        assertThat(refusal.field()).isEqualTo(path);
        assertThat(refusal.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | messages",
                "'hi' | messages",
                "['hi'] | messages[0]",
                "[{'content':'x'}] | messages[0].role",
                "[{'role':'function','content':'x'}] | messages[0].role",
                "[{'role':'user'}] | messages[0].content",
                "[{'role':'user','content':7}] | messages[0].content",
                "[{'role':'user','content':[{'type':'text'}]}] | messages[0].content[0].text",
                "[{'role':'user','content':[{'type':'input_audio'}]}] | messages[0].content[0].type",
                "[{'role':'user','content':'x','name':'bob smith'}] | messages[0].name",
                "[{'role':'system','content':'x','name':7}] | messages[0].name",
                "[{'role':'assistant','content':'x','name':'a.b'}] | messages[0].name",
                "[{'role':'user','content':'x','name':"
                        + "'a2345678901234567890123456789012345678901234567890123456789012345'}] | messages[0].name",
                "[{'role':'assistant'}] | messages[0].content",
                "[{'role':'tool','tool_call_id':'c9','content':'x'}] | messages[0].tool_call_id"
            })
    void namesTheMessageAtFault(String messages, String path) {
        assertThat(refused("{\"model\":\"belay\",\"messages\":" + messages.replace('\'', '"') + "}")
                        .field())
                .isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"nope | UNKNOWN | gpt-large", "belay/sequentail | UNKNOWN | belay/sequential"})
    void namesWhatExists(String model, Refusal.Kind kind, String told) {
        Refusal refusal = refused("{\"model\":\"" + model + "\"," + MESSAGES + "}");
        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.field()).isEqualTo("model");
        assertThat(refusal.getMessage()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{ | line 1", "[] | object", "{\"a\":1}{} | line 1", "{\"a\":1,\"a\":2} | line 1"})
    void aBodyIsOneJsonObject(String body, String told) {
        assertThat(refused(body).getMessage()).contains(told);
    }

    @Test
    void aBrokenBodyIsNotQuoted() {
        assertThat(refused("{\"key\": sk-canary-1").getMessage()).doesNotContain("canary");
    }

    @Test
    void aKeyMakesEffectsSafe() {
        byte[] body = ("{\"model\":\"belay\"," + MESSAGES + ",\"belay\":{\"tools\":[\"write_file\"]}}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ChatRequest.read(body, new Beside("key-1", null, null), MENU)
                        .request()
                        .terms()
                        .idempotencyKey())
                .isEqualTo("key-1");
    }

    @Test
    void readsWhatIsExpectedOfTheAnswer() {
        ChatRequest chat = read("{\"model\":\"belay\"," + MESSAGES
                + ",\"belay\":{\"validate\":{\"pattern\":\"^\\\\d+$\",\"max_chars\":9,\"must_contain\":[\"4\"]}}}");
        assertThat(chat.request().conversation().expected())
                .containsExactly(new Expected("^\\d+$", null, 9, List.of("4"), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | belay.validate",
                "{\"pattern\":\"(\"} | belay.validate.pattern",
                "{\"pattern\":\"((a{999}){999}){999}\"} | belay.validate.pattern",
                "{\"min_chars\":5,\"max_chars\":4} | belay.validate.min_chars",
                "{\"max_chars\":0} | belay.validate.max_chars",
                "{\"must_contain\":[\"\"]} | belay.validate.must_contain[0]",
                "{\"patern\":\"a\"} | belay.validate.patern"
            })
    void anExpectationThatCannotBeHeldIsRefused(String validate, String field) {
        String body = "{\"model\":\"belay\"," + MESSAGES + ",\"belay\":{\"validate\":" + validate + "}}";
        assertThat(refused(body).field()).isEqualTo(field);
    }

    private static Refusal refused(String body) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(body));
        assertThat(refusal).as("refused").isNotNull();
        return refusal;
    }

    private static ChatRequest read(String body) {
        return ChatRequest.read(body.getBytes(StandardCharsets.UTF_8), Beside.NOTHING, MENU);
    }
}
