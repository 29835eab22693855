package dev.belay.whole;

import static dev.belay.whole.Http.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.log.Seen;
import dev.belay.platform.Json;
import dev.belay.support.OtlpResource;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the provider is told by the `loop` tier: each model in the form that it was trained on.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(ProviderResource.class)
@WithTestResource(OtlpResource.class)
class TrainedModelsQuarkusTest {
    @TestHTTPResource("/")
    URI server;

    @BeforeEach
    void forget() {
        ProviderResource.provider.reset();
    }

    @Test
    void eachModelOfARouteIsTaughtItsOwnForm() throws Exception {
        answered("trained");

        List<JsonNode> kimi = asked("moonshotai/Kimi-K2");
        List<JsonNode> qwen = asked("Qwen/Qwen2.5-7B");
        assertThat(kimi).isNotEmpty().allSatisfy(request -> assertThat(said(request, "system"))
                .contains("<|tool_call_begin|>functions.tool_name:0", "look_up")
                .doesNotContain("<tools>", "<invoke>"));
        assertThat(qwen).hasSize(2).allSatisfy(request -> assertThat(said(request, "system"))
                .contains("<tools>", "<tool_call>", "look_up")
                .doesNotContain("<|tool_call_begin|>", "<invoke>"));
        assertThat(said(qwen.getLast(), "assistant"))
                .isEqualTo("<tool_call>\n{\"name\":\"look_up\",\"arguments\":{\"order\":\"canaryOfTheArgument\"}}\n"
                        + "</tool_call>");
        assertThat(said(qwen.getLast(), "user")).contains("<tool_response>\n", "\n</tool_response>");
        assertThat(qwen.getLast().has("tools")).isFalse();
    }

    @Test
    void aModelWhoseNameSaysNothingIsTaughtTheFormThatIsConfigured() throws Exception {
        answered("glm");

        List<JsonNode> asked = asked("trained-by-us");
        assertThat(said(asked.getFirst(), "system")).contains("<arg_key>");
        assertThat(said(asked.getLast(), "assistant"))
                .isEqualTo("<tool_call>look_up\n<arg_key>order</arg_key>\n<arg_value>canaryOfTheArgument</arg_value>\n"
                        + "</tool_call>");
    }

    private void answered(String policy) throws Exception {
        ObjectNode body = ask(policy, "Which order is it?", UUID.randomUUID().toString(), "look_up");
        body.withObject("belay").putArray("tier_order").add("loop");
        JsonNode answer = new Http(server).chat(body).expect(200).json();
        assertThat(answer.at("/belay/tier").asText()).isEqualTo("loop");
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("It is on its way.");
    }

    private static List<JsonNode> asked(String model) {
        return ProviderResource.provider.log().stream()
                .filter(seen -> seen.model().equals(model))
                .map(Seen::asked)
                .map(asked -> Json.tree(asked.body()))
                .toList();
    }

    /// The first message of a role in one request, or the last one of users.
    private static String said(JsonNode request, String role) {
        List<String> said = StreamSupport.stream(request.path("messages").spliterator(), false)
                .filter(message -> message.path("role").asText().equals(role))
                .map(message -> message.path("content").asText())
                .toList();
        return role.equals("user") ? said.getLast() : said.getFirst();
    }
}
