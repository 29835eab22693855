package dev.belay.run.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.journal.Entry.Resumed.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerReviewTest {
    private static final Entry.Proposed PROPOSED = new Entry.Proposed(new Answer(
            new Message.Assistant("It is in the Gasse."),
            FinishReason.STOP,
            Usage.NONE,
            new Answer.Provenance("native", "m", null, List.of())));

    @ParameterizedTest
    @EnumSource(names = {"TAKEN_OVER", "DECIDED"})
    void whoeverCarriesTheRunOnFindsTheAnswerThatIsHeldBack(Why why) {
        assertThat(AnswerReview.held(entries(PROPOSED, new Entry.Resumed(why))))
                .extracting(Entry::fact)
                .isEqualTo(PROPOSED);
    }

    @Test
    void whoeverAsksAgainIsAnsweredAnew() {
        assertThat(AnswerReview.held(entries(PROPOSED, new Entry.Resumed(Why.ASKED))))
                .isNull();
    }

    @Test
    void anAttemptSinceThenAnswersAnew() {
        assertThat(AnswerReview.held(entries(PROPOSED, new Entry.AttemptStarted("native", 2, 0))))
                .isNull();
    }

    private static List<Entry> entries(Entry.Fact... facts) {
        List<Entry> entries = new ArrayList<>();
        for (Entry.Fact fact : facts) {
            entries.add(new Entry(entries.size() + 1, Instant.EPOCH, fact));
        }
        return entries;
    }
}
