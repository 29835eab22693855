package dev.belay.journal;

import static dev.belay.journal.Said.USAGE;
import static dev.belay.journal.Said.decision;
import static dev.belay.journal.Said.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belay.exchange.RunState;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoredJournalsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestDatabase.Counting counting = TestDatabase.counting();
    private final StoredJournals journals = new StoredJournals(counting.database(), Time.SYSTEM, Pause.REAL);
    private final StoredJournals otherProcess =
            new StoredJournals(TestDatabase.database(), Time.SYSTEM, (nap, cancellation) -> {});
    private final String run = new Ids(Time.SYSTEM.wall()).run();

    @Test
    void storesEveryKindOfFactSoThatItReadsBackTheSame() {
        RunJournal journal = journals.open(run, TestDatabase.run(run));
        List<Entry.Fact> facts = List.of(
                new Entry.AttemptStarted("native", 1, 0),
                new Entry.ModelFailed("native", "primary", "silent", "no first token", 5000, USAGE),
                decision("a"),
                new Entry.Correction("native", "schema", "price is missing", USAGE),
                done(3, "a", "a zero \u0000, a half pair \ud83e, a whole one \ud83e\uddd7"),
                new Entry.TierFell("native", "silent", "no first token", null),
                new Entry.TierHeld("rules", true),
                new Entry.Ended(RunState.DEGRADED, null));
        facts.forEach(journal::append);

        List<Entry> read = otherProcess.read(run, 0);
        assertThat(read).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(read).extracting(Entry::fact).element(4).satisfies(fact -> assertThat(
                        ((Entry.ToolDone) fact).result().content())
                .isEqualTo("a zero \u0000, a half pair ?, a whole one \ud83e\uddd7"));
        assertThat(read.stream().map(Entry::fact).filter(fact -> !(fact instanceof Entry.ToolDone)))
                .containsExactlyElementsOf(facts.stream()
                        .filter(fact -> !(fact instanceof Entry.ToolDone))
                        .toList());
        assertThat(otherProcess.read(run, 6)).hasSize(2);
    }

    @Test
    void takesOneStatementPerDurableEntryAndNoneForReading() {
        RunJournal journal = journals.open(run, TestDatabase.run(run));
        journal.append(decision("a"));
        journal.append(done(1, "a", "A"));
        assertThat(counting.statements()).isEqualTo(2);

        assertThat(journal.transcript()).hasSize(2);
        assertThat(journals.read(run, 1)).hasSize(1);
        assertThat(journals.of(run)).isSameAs(journal);
        assertThat(counting.statements()).isEqualTo(2);
    }

    @Test
    void writesNothingWithoutDurability() {
        RunJournal journal = journals.open(run, 0);
        journal.append(new Entry.AttemptStarted("native", 1, 0));
        journal.append(decision());
        assertThat(journals.read(run, 0)).hasSize(2);

        journal.close();
        journal.close();

        assertThat(counting.statements()).isZero();
        assertThat(journal.entries()).as("for who writes the summary").hasSize(2);
        assertThatThrownBy(() -> journals.of(run)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysThatItCouldNotWriteAndGoesOnWithoutAGap() {
        RunJournal journal = journals.open(run, TestDatabase.run(run));
        journal.append(decision("a"));
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> journal.append(done(1, "a", "A"))).isInstanceOf(JournalUnavailable.class);
        assertThat(journal.entries()).hasSize(1);

        counting.trouble(Trouble.NONE);
        assertThat(journal.append(done(1, "a", "again")).seq()).isEqualTo(2);
        assertThat(otherProcess.read(run, 0)).hasSize(2);
    }

    @Test
    void takesOverWhatWasCommittedThoughTheAnswerWasLost() {
        RunJournal journal = journals.open(run, TestDatabase.run(run));
        counting.trouble(Trouble.ANSWER_LOST);
        assertThatThrownBy(() -> journal.append(decision("a"))).isInstanceOf(JournalUnavailable.class);
        assertThat(journal.entries()).isEmpty();

        counting.trouble(Trouble.NONE);
        Entry next = journal.append(done(1, "a", "A"));

        assertThat(next.seq()).isEqualTo(2);
        assertThat(journal.transcript()).hasSize(2);
        assertThat(otherProcess.read(run, 0)).extracting(Entry::fact).containsExactly(decision("a"), next.fact());
    }

    @Test
    void keepsItsOrderUnderManyThreads() throws Exception {
        RunJournal journal = journals.open(run, TestDatabase.run(run));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Entry>> appended = IntStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> journal.append(new Entry.AttemptStarted("native", i, 0))))
                    .toList();
            for (Future<Entry> entry : appended) {
                entry.get();
            }
        }
        assertThat(journal.entries())
                .extracting(Entry::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 64).boxed().toList());
        assertThat(otherProcess.read(run, 0))
                .extracting(Entry::fact)
                .isEqualTo(journal.entries().stream().map(Entry::fact).toList());
    }

    @Test
    void letsFollowersWaitForWhatComes() throws Exception {
        RunJournal journal = journals.open(run, TestDatabase.run(run));
        journal.append(new Entry.AttemptStarted("native", 1, 0));
        assertThat(journals.next(run, 0, LONG)).hasSize(1);
        assertThat(journals.next(run, 1, Duration.ofMillis(1))).isEmpty();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Entry>> next = threads.submit(() -> journals.next(run, 1, LONG));
            journal.append(decision());
            assertThat(next.get()).extracting(Entry::seq).containsExactly(2L);

            CompletableFuture<Thread> waiting = new CompletableFuture<>();
            Future<List<Entry>> none = threads.submit(() -> {
                waiting.complete(Thread.currentThread());
                return journals.next(run, 2, LONG);
            });
            await().until(() -> waiting.get().getState() == Thread.State.TIMED_WAITING);
            journal.close();
            assertThat(none.get()).isEmpty();
        }
    }

    @Test
    void looksNowAndThenWhenAnotherProcessWrites() {
        RunJournal journal = journals.open(run, TestDatabase.run(run));
        StoredJournals watching = new StoredJournals(
                TestDatabase.database(), Time.SYSTEM, (nap, cancellation) -> journal.append(decision()));

        assertThat(watching.next(run, 0, LONG)).hasSize(1);
        assertThat(otherProcess.next(run, 1, Duration.ofSeconds(2))).isEmpty();
    }
}
