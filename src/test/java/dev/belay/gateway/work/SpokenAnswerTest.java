package dev.belay.gateway.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.speech.Speech;
import dev.belay.exchange.speech.Take;
import dev.belay.gateway.Said;
import dev.belay.gateway.Streaming;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpokenAnswerTest {
    @Test
    void theRestOfAMessageIsHeardBeforeTheNext() throws InterruptedException {
        SpokenAnswer spoken = new SpokenAnswer(new Streaming(Streaming.Mode.LIVE, 0));
        spoken.begin().text("Let me", "m");
        spoken.next("Let me look.", "m");
        Take answer = spoken.begin();
        answer.text("Found", "m");

        assertThat(told(spoken)).isEqualTo("Let me look.\n\nFound");
        assertThat(spoken.heardOf("Found it.")).isEqualTo("Found".length());
    }

    @Test
    void wordsThatWereUnderstoodInAnotherWayAreNotHeardTwice() throws InterruptedException {
        SpokenAnswer spoken = new SpokenAnswer(new Streaming(Streaming.Mode.LIVE, 0));
        spoken.begin().text("Let me", "m");
        spoken.next("me look.", "m");

        assertThat(told(spoken)).isEqualTo("Let me");
    }

    @Test
    void aMessageThatFitsIntoTheWindowIsNotHeardUnlessItIsTheAnswer() throws InterruptedException {
        SpokenAnswer spoken = new SpokenAnswer(new Streaming(Streaming.Mode.WINDOW, 100));
        spoken.begin().text("Let me", "m");
        spoken.next("Let me look.", "m");

        assertThat(told(spoken)).isEmpty();
        assertThat(spoken.heardAnything()).isFalse();
    }

    @Test
    void whatIsHeldUntilItIsWholeIsNotHeard() throws InterruptedException {
        SpokenAnswer spoken = new SpokenAnswer(Streaming.BUFFER);
        spoken.begin().text("Let me", "m");
        spoken.next("Let me look.", "m");

        assertThat(told(spoken)).isEmpty();
        assertThat(spoken.heardAnything()).isFalse();
    }

    @Test
    void whatATierSaysThatIsNotHeardIsNotHeardAfterwardsEither() throws InterruptedException {
        SpokenAnswer spoken = new SpokenAnswer(new Streaming(Streaming.Mode.LIVE, 0));
        Speech unheard = spoken.unheard();
        unheard.begin().text("Let me", "m");
        unheard.next("Let me look.", "m");

        assertThat(told(spoken)).isEmpty();
    }

    private static String told(SpokenAnswer spoken) throws InterruptedException {
        Optional<Said.Words> words = spoken.listen(Duration.ZERO);
        return words.map(Said.Words::text).orElse("");
    }
}
