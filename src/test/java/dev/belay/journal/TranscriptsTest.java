package dev.belay.journal;

import static dev.belay.journal.Said.USAGE;
import static dev.belay.journal.Said.decision;
import static dev.belay.journal.Said.done;
import static dev.belay.journal.Said.entries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Answer;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptsTest {

    @Test
    void holdsDecisionsWithTheirResultsInTheOrderOfTheCalls() {
        List<Entry> entries = entries(
                new Entry.AttemptStarted("native", 1, 0), decision("a", "b"), done(2, "b", "B"), done(2, "a", "A"));

        assertThat(Transcripts.transcript(entries))
                .containsExactly(
                        decision("a", "b").message(),
                        new Message.Tool("a", "look", "A"),
                        new Message.Tool("b", "look", "B"));
        assertThat(Transcripts.openDecision(entries)).isNull();
    }

    @Test
    void anAnswerThatIsHeldBackCountsAsItWasReleased() {
        Entry.Decision said = decision();
        Answer answer =
                new Answer(said.message(), said.finish(), USAGE, new Answer.Provenance("native", "m", null, List.of()));
        Message.Assistant other = new Message.Assistant("other words");
        var held = entries(said, new Entry.TierHeld("native", false), new Entry.Proposed(answer));
        var released = entries(
                said,
                new Entry.TierHeld("native", false),
                new Entry.Proposed(answer),
                new Entry.Released("a1", other),
                new Entry.Forked("r1", 4, true, "and now?", List.of()));

        assertThat(Transcripts.transcript(held)).isEmpty();
        assertThat(Transcripts.transcript(released)).containsExactly(other, new Message.User("and now?"));
    }

    @Test
    void leavesOutADecisionThatStillMissesAResultAndShowsItAsOpen() {
        List<Entry> entries = entries(decision("a"), done(1, "a", "A"), decision("b", "c"), done(3, "c", "C"));

        assertThat(Transcripts.transcript(entries))
                .containsExactly(decision("a").message(), new Message.Tool("a", "look", "A"));
        RunJournal.OpenDecision open = Transcripts.openDecision(entries);
        assertThat(open.entry().seq()).isEqualTo(3);
        assertThat(open.decision()).isEqualTo(decision("b", "c"));
        assertThat(open.done()).containsExactly(done(3, "c", "C"));
    }

    @Test
    void pairsResultsWithTheirDecisionWhenCallIdsRepeat() {
        List<Entry> entries = entries(decision("a"), done(1, "a", "first"), decision("a"));

        assertThat(Transcripts.transcript(entries)).hasSize(2);
        assertThat(Transcripts.openDecision(entries).done()).isEmpty();
    }

    @Test
    void takesErrorsForResults() {
        List<Entry> entries = entries(decision("a"), done(1, "a", "no such file", ToolResult.Status.ERROR));

        assertThat(Transcripts.transcript(entries)).hasSize(2);
        assertThat(Transcripts.openDecision(entries)).isNull();
    }

    @Test
    void prefersWhatBecameKnownLater() {
        List<Entry> entries =
                entries(decision("a"), done(1, "a", "not known", ToolResult.Status.IN_DOUBT), done(1, "a", "written"));

        assertThat(Transcripts.transcript(entries)).last().isEqualTo(new Message.Tool("a", "look", "written"));
    }

    @Test
    void ignoresWhatIsNoDecision() {
        List<Entry> entries = entries(
                new Entry.AttemptStarted("native", 1, 0),
                new Entry.ModelFailed("native", "primary", "silent", "no first token", 5000, USAGE),
                new Entry.Correction("native", "schema", "price is missing", USAGE),
                decision("a"),
                done(4, "a", "A"),
                new Entry.TierFell("native", "silent", "no first token", "adk"),
                new Entry.AttemptStarted("adk", 2, 1));

        assertThat(Transcripts.transcript(entries)).hasSize(2);
    }

    @Test
    void keepsAnAnswerOnlyAsLongAsItsAttemptStands() {
        assertThat(Transcripts.transcript(entries(decision("a"), done(1, "a", "A"), decision())))
                .as("the attempt that answered")
                .last()
                .isEqualTo(decision().message());
        assertThat(Transcripts.transcript(
                        entries(decision(), new Entry.TierFell("native", "tier_broken", "broke", "adk"))))
                .as("its tier fell after all")
                .isEmpty();
        assertThat(Transcripts.transcript(entries(decision(), new Entry.AttemptStarted("native", 2, 0))))
                .as("the tier tries again")
                .isEmpty();
        assertThat(Transcripts.openDecision(entries(decision()))).isNull();
    }

    @Test
    void isEmptyAtTheBeginning() {
        assertThat(Transcripts.transcript(List.of())).isEmpty();
        assertThat(Transcripts.openDecision(List.of())).isNull();
    }
}
