package dev.belay.drill.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The same conversation, however a tier writes it down.
class ConversationReaderTest {
    private static final String NATIVE = """
            {"tools": [{"type": "function", "function": {"name": "get_order"}}], "messages": [
              {"role": "developer", "content": "Be brief."},
              {"role": "user", "content": [{"type": "text", "text": "Is order 12 ready?"}]},
              {"role": "user", "content": ""},
              {"role": "assistant", "content": null, "tool_calls": [
                {"id": "a", "type": "function", "function": {"name": "get_order", "arguments": "{\\"number\\": 12}"}},
                {"id": "b", "type": "function", "function": {"name": "get_oven", "arguments": "{}"}}]},
              {"role": "tool", "tool_call_id": "a", "content": "baked"},
              {"role": "tool", "tool_call_id": "b", "content": "hot"},
              {"role": "assistant", "content": "Yes."},
              {"role": "user", "content": "Thanks"}]}""";

    private static final String TEXTUAL = """
            {"messages": [
              {"role": "system", "content": "Write <invoke><tool>…. Tools: get_order, get_oven."},
              {"role": "user", "content": "Is order 12 ready?"},
              {"role": "assistant", "content": "Let me see.\\n<invoke><get_order><arguments><number>12</number>\
            </arguments></get_order></invoke>\\n<invoke>\\n<get_oven></get_oven>\\n</invoke>"},
              {"role": "user", "content": "Result of get_order: baked. Result of get_oven: hot"},
              {"role": "assistant", "content": "Yes."},
              {"role": "user", "content": "Thanks"}]}""";

    private final Conversation natively = ConversationReader.read(Json.tree(NATIVE));
    private final Conversation textually = ConversationReader.read(Json.tree(TEXTUAL));

    @Test
    void counts_alike() {
        for (Conversation conversation : List.of(natively, textually)) {
            assertThat(conversation.decisions()).isEqualTo(2);
            assertThat(conversation.results()).isEqualTo(2);
            assertThat(conversation.step()).isZero();
            assertThat(conversation.lastUser()).isEqualTo("Thanks");
            assertThat(conversation.lastResult()).isNull();
            assertThat(conversation.offers("get_order")).isTrue();
            assertThat(conversation.offers("get_money")).isFalse();
        }
        assertThat(natively.textual()).isFalse();
        assertThat(textually.textual()).isTrue();
    }

    @Test
    void has_one_position_for_all_tiers() {
        assertThat(textually.position().strip()).isEqualTo(natively.position().strip());
        assertThat(textually.opening()).isEqualTo(natively.opening());
    }

    @Test
    void gives_each_call_its_own_result_message() {
        String separate = TEXTUAL.replace(
                "\"Result of get_order: baked. Result of get_oven: hot\"",
                "\"baked\"}, {\"role\": \"user\", \"content\": \"hot\"");
        assertThat(ConversationReader.read(Json.tree(separate)).turns())
                .filteredOn(Message.Tool.class::isInstance)
                .extracting(Message::text)
                .containsExactly("baked", "hot");
    }

    @Test
    void reads_back_what_it_writes_as_text() {
        String arguments = "{\"title\":\"a <b> & \\\"c\\\"\\n\",\"count\":2,\"tags\":[\"x\",{\"y\":null}],\"on\":true}";
        var call = new ToolCall("1", "find", arguments);
        Message.Assistant written = TextProtocol.write(new Message.Assistant("Hm.", List.of(call, call)));
        assertThat(written.toolCalls()).isEmpty();
        assertThat(written.text())
                .startsWith("Hm.\n\n<invoke><find><arguments><title>a <b> & \"c\"\n</title><count>2</count>");

        Message.Assistant read = TextProtocol.read(written.text());
        assertThat(read.text()).isEqualTo("Hm.");
        assertThat(read.toolCalls()).hasSize(2).allSatisfy(found -> {
            assertThat(found.name()).isEqualTo("find");
            assertThat(CanonicalArguments.of(found.arguments())).isEqualTo(CanonicalArguments.of(arguments));
        });
    }

    @Test
    void reads_calls_in_a_fence_and_leaves_other_fences_alone() {
        Message.Assistant call =
                TextProtocol.read("So:\n```json\n{\"name\": \"find\", \"arguments\": {\"title\": \"x\"}}\n```");
        assertThat(call.toolCalls()).extracting(ToolCall::name).containsExactly("find");
        String prose = "Like this:\n```json\n{\"price\": \"$1\"}\n```";
        assertThat(TextProtocol.read(prose)).isEqualTo(new Message.Assistant(prose));
    }

    @Test
    void compares_arguments_by_what_they_mean() {
        assertThat(CanonicalArguments.of("{\"b\": 5.0, \"a\": \"[1, 2]\", \"c\": null}"))
                .isEqualTo(CanonicalArguments.of("{\"a\":[1,2],\"b\":\"5\"}"))
                .isNotEqualTo(CanonicalArguments.of("{\"a\":[2,1],\"b\":\"5\"}"));
        assertThat(CanonicalArguments.of("")).isEqualTo(CanonicalArguments.of("{}"));
        assertThat(CanonicalArguments.of("{broken")).isEqualTo("{broken");
    }
}
