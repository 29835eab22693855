package dev.belay.tier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.tier.support.Scene;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AttemptJournalTest {
    private static final Usage ONE = new Usage(10, 5, new BigDecimal("0.001"), false);

    private final RunJournal run = new Scene().journal();
    private final AttemptJournal attempt = new AttemptJournal(run);

    @Test
    void addsUpWhatTheAnswerUsedAndWhatWasWasted() {
        attempt.append(decision());
        attempt.append(new Entry.Correction("native", "bad_answer.empty", "empty", ONE));
        attempt.append(new Entry.ModelFailed("native", "m", "silent", "quiet", 1, ONE));
        attempt.append(new Entry.ModelFailed("native", "m", "overloaded", "503", 1, null));
        attempt.append(done("c1", ToolResult.Source.EXECUTED, null));

        assertThat(attempt.spent())
                .isEqualTo(new AttemptJournal.Spent(ONE.plus(ONE), ONE.plus(ONE).plus(ONE), 1));
    }

    @Test
    void countsNothingOfEarlierAttempts() {
        run.append(decision());

        assertThat(attempt.entries()).hasSize(1);
        assertThat(attempt.spent()).isEqualTo(new AttemptJournal.Spent(Usage.NONE, Usage.NONE, 0));
    }

    @Test
    void takesNothingAfterTheAttemptWasGivenUp() {
        attempt.close();

        for (Entry.Fact fact : List.of(
                decision(),
                new Entry.Correction("native", "bad_answer.empty", "empty", ONE),
                new Entry.ModelFailed("native", "m", "silent", "quiet", 1, ONE),
                done("c1", ToolResult.Source.EXECUTED, null),
                done("c2", ToolResult.Source.REFUSED, null),
                done("c3", ToolResult.Source.LEDGER, "key"))) {
            assertThatThrownBy(() -> attempt.append(fact)).isInstanceOf(ControlFlow.Cancelled.class);
        }
        assertThat(run.entries()).isEmpty();
        assertThat(attempt.spent().toolCalls()).isZero();
    }

    @Test
    void takesTheOutcomeOfAnEffectAtAnyTime() {
        Entry.Fact outcome = done("c1", ToolResult.Source.EXECUTED, "key");
        attempt.close();

        attempt.append(outcome);
        attempt.appendWith(outcome, seq -> assertThat(seq).isEqualTo(2));

        assertThat(run.entries()).extracting(Entry::fact).containsExactly(outcome, outcome);
    }

    @Test
    void leavesTheRunsJournalOpen() {
        attempt.close();

        assertThat(run.append(decision()).seq()).isEqualTo(1);
    }

    @Test
    void isGivenUpOnlyBetweenTwoEntries() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<List<Entry>> atClose = new AtomicReference<>();
        Thread writer =
                Thread.startVirtualThread(() -> attempt.appendWith(done("c1", ToolResult.Source.EXECUTED, "key"), _ -> {
                    writing.countDown();
                    await(go);
                }));
        writing.await();
        Thread closer = Thread.startVirtualThread(() -> {
            attempt.close();
            atClose.set(run.entries());
        });
        go.countDown();
        writer.join();
        closer.join();

        assertThat(atClose.get()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Entry.Decision decision() {
        var stamp = new Entry.ModelStamp("m", "model-1");
        return new Entry.Decision("native", stamp, new Message.Assistant("Hello."), FinishReason.STOP, ONE, 1);
    }

    private static Entry.ToolDone done(String call, ToolResult.Source source, String key) {
        var result = new ToolResult(call, "pay", "paid", ToolResult.Status.OK, source);
        return new Entry.ToolDone(1, result, "UNSAFE", key, 1);
    }
}
