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

        assertThat(spoken.apart()).as("the empty line has been said").isFalse();
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
    void anAnswerThatFitsIntoTheWindowIsToldApartFromWhatWasHeardBefore() throws InterruptedException {
        SpokenAnswer spoken = new SpokenAnswer(new Streaming(Streaming.Mode.WINDOW, 10));
        String before = "Let me look that up in the tables of all the years before.";
        spoken.begin().text(before, "m");
        spoken.next(before, "m");
        Take answer = spoken.begin();
        answer.text("The answer is 4.", "m");
        spoken.end();

        assertThat(told(spoken)).isEqualTo(before);
        assertThat(spoken.heardOf("The answer is 4.")).isZero();
        assertThat(spoken.apart()).isTrue();
    }

    @Test
    void nothingTellsAnAnswerApartFromNothing() throws InterruptedException {
        SpokenAnswer spoken = new SpokenAnswer(new Streaming(Streaming.Mode.WINDOW, 10));
        spoken.begin().text("The answer is 4.", "m");
        spoken.end();

        assertThat(told(spoken)).isEmpty();
        assertThat(spoken.apart()).isFalse();
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
