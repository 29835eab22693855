package dev.belay.tier.adk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.support.PostgresResource;
import dev.belay.tier.TierContract;
import dev.belay.tier.support.Stage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class AdkTierQuarkusTest extends TierContract {
    @Override
    public String id() {
        return AdkTier.ID;
    }

    @Override
    public int retries() {
        return 1;
    }

    @Test
    void showsTheModelTheTranscriptAndNothingElse() {
        Message.Assistant broken = new Message.Assistant(
                "hm", List.of(new ToolCall("c1", "alpha", "{broken"), new ToolCall("c2", "omega", "{\"x\":\"1\"}")));
        Message.User question = new Message.User(
                List.of(
                        new Message.Part.Text("look"),
                        new Message.Part.Image("https://example.org/a.png", "high"),
                        new Message.Part.Image("data:image/png;base64,AAAA", null)),
                "ann");
        scene.messages(new Message.System("{one}"), new Message.User("first"), question, new Message.System("two"));
        scene.model.script(List.of(broken, new Message.Assistant("seen")));

        attempt();

        assertThat(scene.model.prompts().getLast().messages())
                .containsExactly(
                        new Message.System("{one}\n\ntwo"),
                        new Message.User("first"),
                        question,
                        broken,
                        new Message.Tool("c1", "alpha", "x is required"),
                        new Message.Tool("c2", "omega", "there is no tool omega"));
    }

    @Test
    void answersAConversationThatTheModelEnds() {
        Message.Assistant begun = new Message.Assistant("It begins with");
        scene.messages(new Message.User("write"), begun);
        scene.model.script(List.of(new Message.Assistant("a word.")));

        assertThat(attempt().message().text()).isEqualTo("a word.");
        assertThat(scene.model.prompts().getLast().messages()).containsExactly(new Message.User("write"), begun);
    }

    @Test
    void answersInstructionsAlone() {
        scene.messages(new Message.System("Say hello."));
        scene.model.script(List.of(new Message.Assistant("hello")));

        assertThat(attempt().message().text()).isEqualTo("hello");
        assertThat(scene.model.prompts().getLast().messages()).containsExactly(new Message.System("Say hello."));
    }
}
