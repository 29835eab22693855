package dev.belay.model.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatMessagesTest {
    @ParameterizedTest
    @CsvSource({", auto", "auto, auto", "low, low", "high, high"})
    void anImageIsLookedAtAsCloselyAsTheCallerSaid(String asked, String passedOn) {
        Message said = new Message.User(List.of(new Message.Part.Image("https://example.org/a.png", asked)));

        assertThat(ChatMessages.toBelay(ChatMessages.toLangChain(List.of(said))))
                .containsExactly(
                        new Message.User(List.of(new Message.Part.Image("https://example.org/a.png", passedOn))));
    }
}
