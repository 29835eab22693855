package dev.belay.journal;

import static dev.belay.journal.Said.decision;
import static dev.belay.journal.Said.done;
import static dev.belay.journal.Said.entries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.ToolCall;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final ToolCall REFUND = new ToolCall("undo", "refund", "{}");

    /// 1 attempt, 2 and 3 a step, 4 and 5 another, 6 to 8 the second is undone, 9 back.
    private final List<Entry> back = entries(
            new Entry.AttemptStarted("native", 1, 0),
            decision("a"),
            done(2, "a", "A"),
            decision("b"),
            done(4, "b", "B"),
            new Entry.Undoing("key", "look", REFUND),
            done(6, "undo", "refunded"),
            new Entry.Undone("key", "look"),
            new Entry.Rewound(3, List.of("key")),
            done(2, "a", "A, late"));

    @Test
    void whatWasLeftBehindIsNotToldToTheModel() {
        assertThat(Standing.of(back)).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 9L, 10L);
        assertThat(Transcripts.transcript(back)).hasSize(2);
        assertThat(Transcripts.transcript(back).getLast().text()).isEqualTo("A, late");
        assertThat(Transcripts.openDecision(back)).isNull();
        assertThat(Standing.of(back.subList(0, 8))).hasSize(8);
    }

    @Test
    void beginsAnewOnlyAfterWholeStepsThatStand() {
        assertThat(LongStream.rangeClosed(0, 11).filter(seq -> Standing.whole(back, seq)))
                .containsExactly(0L, 1L, 3L, 9L, 10L);
        assertThat(LongStream.rangeClosed(0, 8).filter(seq -> Standing.whole(back.subList(0, 8), seq)))
                .as("half undone")
                .containsExactly(0L, 1L, 3L, 5L);
    }
}
