package dev.belay.journal;

import static dev.belay.journal.Said.decision;
import static dev.belay.journal.Said.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.message.Message;
import dev.belay.model.MemoryJournal;
import java.util.List;
import org.junit.jupiter.api.Test;

class BranchJournalTest {
    private final RunJournal run = new MemoryJournal();
    private final RunJournal one = run.branch(1);
    private final RunJournal two = run.branch(2);

    @Test
    void aBranchSeesWhatAllShareAndItsOwn() {
        run.append(decision("a"));
        run.append(done(1, "a", "A"));
        Entry own = one.append(decision("b"));
        two.append(decision("c"));
        one.append(done(own.seq(), "b", "B"));

        assertThat(own.fact()).isEqualTo(decision("b"));
        assertThat(one.transcript()).hasSize(4).endsWith(new Message.Tool("b", "look", "B"));
        assertThat(two.transcript()).as("its own decision is open").hasSize(2);
        assertThat(two.openDecision().entry().seq()).isEqualTo(4);
        assertThat(Standing.of(run.entries())).extracting(Entry::seq).containsExactly(1L, 2L);
        assertThat(one.entries())
                .as("every entry at its place")
                .extracting(Entry::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void theRunIsThatOfTheBranchItWentOnIn() {
        one.append(decision("a"));
        Entry asks = two.append(decision("b"));
        take(2, BranchStage.CLAIMED);
        two.append(done(asks.seq(), "b", "B"));
        one.append(done(1, "a", "A"));

        assertThat(run.entries().get(3).fact()).as("it writes as the run does").isEqualTo(done(2, "b", "B"));
        assertThat(Transcripts.transcript(run.entries()))
                .containsExactly(decision("b").message(), new Message.Tool("b", "look", "B"));
        assertThat(Standing.of(run.entries())).extracting(Entry::seq).containsExactly(2L, 3L, 4L);
        assertThat(run.branch(3).transcript()).as("so begins what starts now").hasSize(2);
    }

    @Test
    void anAnswerStaysOneThoughOthersBeganMeanwhile() {
        one.append(decision());
        two.append(new Entry.AttemptStarted("adk", 2, 0));
        take(1, BranchStage.WON);

        assertThat(Transcripts.transcript(run.entries()))
                .containsExactly(decision().message());
    }

    @Test
    void whoeverGoesBackToBeforeTheChoiceHasNotChosen() {
        one.append(decision());
        take(1, BranchStage.WON);
        run.append(new Entry.Rewound(1, List.of()));

        assertThat(Transcripts.transcript(run.entries())).isEmpty();
        assertThat(Standing.whole(run.entries(), 1)).isFalse();
    }

    @Test
    void aBranchCanBeReadAgain() {
        var folded = new Entry.InBranch(2, decision("a"));
        var taken = new Entry.Branched(2, "adk", BranchStage.CLAIMED, "it asks for pay");

        assertThat(Facts.read(Facts.json(folded))).isEqualTo(folded);
        assertThat(Facts.read(Facts.json(taken))).isEqualTo(taken);
    }

    private void take(int branch, BranchStage stage) {
        run.append(new Entry.Branched(branch, "adk", stage, "so it is"));
    }
}
