package dev.belay.tier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.support.PostgresResource;
import dev.belay.tier.TierContract;
import dev.belay.tier.support.Stage;
import dev.belay.tier.support.StageModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class NativeTierQuarkusTest extends TierContract {
    @Override
    public String id() {
        return NativeTier.ID;
    }

    @Override
    public int retries() {
        return 2;
    }

    @Test
    void showsTheModelTheTranscriptAndNothingElse() {
        Message.Assistant call = StageModel.calls("c1 alpha 1");
        scene.messages(
                new Message.System("one"),
                new Message.User(List.of(
                        new Message.Part.Text("look"), new Message.Part.Image("https://example.org/a.png", "high"))),
                new Message.System("two", "example_user"),
                new Message.User(List.of(new Message.Part.Text("and?")), "ann"));
        scene.model.script(List.of(call, new Message.Assistant("seen")));

        attempt();

        assertThat(scene.model.prompts().getLast().messages())
                .containsExactly(
                        new Message.System("one"),
                        new Message.User(List.of(
                                new Message.Part.Text("look"),
                                new Message.Part.Image("https://example.org/a.png", "high"))),
                        new Message.System("two", "example_user"),
                        new Message.User(List.of(new Message.Part.Text("and?")), "ann"),
                        call,
                        new Message.Tool("c1", "alpha", "<alpha(1)>"));
    }
}
