package dev.belay.tier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakersTest {
    private static Message user(String text, String name) {
        return new Message.User(text).saidBy(name);
    }

    @Test
    void saysAgainWhoSpeaksInTheOrderOfTheConversation() {
        List<Message> conversation = List.of(
                new Message.System("rules", "house"),
                user("yes", null),
                user("yes", "ann"),
                new Message.Assistant("yes", List.of(), "helper"),
                user("yes", "bob"));
        List<Message> shown = List.of(
                user("yes", null),
                user("yes", null),
                new Message.Assistant("yes"),
                user("yes", null),
                user("yes", null));

        assertThat(Speakers.of(conversation, shown))
                .containsExactly(
                        user("yes", null),
                        user("yes", "ann"),
                        new Message.Assistant("yes", List.of(), "helper"),
                        user("yes", "bob"),
                        user("yes", null));
    }

    @Test
    void leavesWhatAFrameworkAddedAndWhatIsStillSaid() {
        List<Message> conversation =
                List.of(new Message.System("a", "x"), new Message.System("b", "y"), user("c", "z"));
        List<Message> shown =
                List.of(new Message.System("a\n\nb"), user("c", "other"), new Message.Tool("1", "f", "d"));

        assertThat(Speakers.of(conversation, shown)).isEqualTo(shown);
    }

    @Test
    void doesNothingWhereNobodyIsNamed() {
        List<Message> shown = List.of(user("a", null));

        assertThat(Speakers.of(List.of(user("a", null)), shown)).isSameAs(shown);
    }
}
