package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.LedgerUnavailable;
import dev.belay.tool.ToolFailed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EffectsTest {

    @Test
    void theSameCallFromALaterDecisionGetsTheRecordedResult() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            ToolResult first = rig.call("c1", "{\"n\":1}", 1);
            ToolResult second = rig.call("c2", "{ \"n\": \"1\" }", 3);

            assertThat(rig.runs).hasValue(1);
            assertThat(first.source()).isEqualTo(Source.EXECUTED);
            assertThat(second).isEqualTo(new ToolResult("c2", "act", "done", Status.OK, Source.LEDGER));
            assertThat(rig.journal.results()).containsExactly(first, second);
            assertThat(rig.call("c3", "{\"n\":2}", 5).source()).isEqualTo(Source.EXECUTED);
        }
    }

    @Test
    void twoEqualCallsInOneTurnAreOneEffect() throws Exception {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            rig.body = (_, _) -> {
                started.countDown();
                go.await();
                return "done";
            };
            Future<ToolResult> first = rig.workers().submit(() -> rig.call("c1", "{}", 1));
            started.await();
            Future<ToolResult> second = rig.workers().submit(() -> rig.call("c2", "{}", 1));
            Awaitility.await().until(() -> rig.events.size() == 2);
            go.countDown();

            assertThat(first.get().content()).isEqualTo("done");
            assertThat(second.get()).isEqualTo(new ToolResult("c2", "act", "done", Status.OK, Source.LEDGER));
            assertThat(rig.runs).hasValue(1);
        }
    }

    @Test
    void aRepeatableToolRunsOncePerDecision() {
        try (Rig rig = new Rig(EffectClass.KEYED, Duration.ofSeconds(10), true)) {
            rig.call("c1", "{}", 1);
            rig.call("c2", "{}", 1);
            assertThat(rig.runs).hasValue(1);

            rig.call("c3", "{}", 3);
            assertThat(rig.runs).hasValue(2);
            rig.call("c3", "{}", 3); // another process carries out the same decision
            assertThat(rig.runs).hasValue(2);
            assertThat(rig.keys).doesNotHaveDuplicates();
        }
    }

    @Test
    void aToolThatSaysNoHadNoEffectAndMayBeTriedAgain() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            rig.body = (_, _) -> {
                throw new ToolFailed("card declined");
            };
            assertThat(rig.call("c1", "{}", 1))
                    .isEqualTo(new ToolResult("c1", "act", "card declined", Status.ERROR, Source.EXECUTED));
            assertThat(rig.ledger.states()).containsExactly("FAILED");

            rig.body = (_, _) -> "charged";
            assertThat(rig.call("c2", "{}", 3).content()).isEqualTo("charged");
            assertThat(rig.ledger.states()).containsExactly("DONE");
        }
    }

    @Test
    void anUnsafeToolThatThrowsIsInDoubtAndTheToolThenAsksAPerson() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            rig.body = (_, _) -> {
                throw new java.io.IOException("secret-canary");
            };
            ToolResult result = rig.call("c1", "{\"n\":1}", 1);

            assertThat(result.status()).isEqualTo(Status.IN_DOUBT);
            assertThat(result.content()).contains("not known", "IOException").doesNotContain("secret-canary");
            assertThat(rig.call("c2", "{\"n\":1}", 3).status()).isEqualTo(Status.IN_DOUBT);
            assertThatThrownBy(() -> rig.call("c3", "{\"n\":2}", 5))
                    .isInstanceOfSatisfying(ControlFlow.NeedsHuman.class, need -> assertThat(need.tool())
                            .isEqualTo("act"));
            assertThat(rig.runs).hasValue(1);
            assertThat(rig.events.stream().filter(BelayEvent.Closing.class::isInstance))
                    .hasSize(3);
        }
    }

    @Test
    void anEffectThatEndsLateIsKnownAfterAll() {
        try (Rig rig = new Rig(EffectClass.UNSAFE, Duration.ofMillis(50), false)) {
            CountDownLatch hang = new CountDownLatch(1);
            rig.body = (_, _) -> {
                hang.await();
                return "late";
            };
            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.IN_DOUBT);
            assertThat(rig.ledger.states()).containsExactly("IN_DOUBT");

            hang.countDown();
            Awaitility.await().until(() -> rig.ledger.states().contains("DONE"));
            assertThat(rig.journal.results())
                    .extracting(ToolResult::content)
                    .last()
                    .isEqualTo("late");
        }
    }

    @Test
    void aTransactionThatFailedWasRolledBack() {
        try (Rig rig = new Rig(EffectClass.TRANSACTIONAL)) {
            rig.body = (_, _) -> {
                throw new IllegalStateException();
            };
            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.ERROR);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
        }
    }

    @Test
    void nothingStartsForACancelledAttempt() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            rig.attempt.cancel("enough");

            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.Cancelled.class);
            assertThat(rig.ledger.states()).isEmpty();
            assertThat(rig.events).hasSize(2);
        }
    }

    @Test
    void anAttemptCancelledWhileItClaimsStartsNothingAndSaysSo() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            rig.ledger.afterClaim = () -> rig.attempt.cancel("enough");

            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.Cancelled.class);
            assertThat(rig.runs).hasValue(0);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
        }
    }

    @Test
    void anEffectUnderWayGoesOnWhenItsAttemptIsCancelledAndLeavesItsResult() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            CountDownLatch go = new CountDownLatch(1);
            rig.body = (_, context) -> {
                rig.attempt.cancel("enough");
                go.await();
                return "done, cancelled: " + context.cancellation().cancelled();
            };

            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.Cancelled.class);
            assertThat(rig.ledger.states()).containsExactly("STARTED");
            go.countDown();
            Awaitility.await().until(() -> !rig.journal.results().isEmpty());
            assertThat(rig.journal.results())
                    .containsExactly(new ToolResult("c1", "act", "done, cancelled: false", Status.OK, Source.EXECUTED));
            assertThat(rig.ledger.states()).containsExactly("DONE");
            Awaitility.await().until(() -> rig.events.size() == 2);
        }
    }

    @Test
    void withoutTheLedgerNothingHappens() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            rig.ledger.away = true;

            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(LedgerUnavailable.class);
            assertThat(rig.runs).hasValue(0);
            rig.ledger.away = false;
            assertThat(rig.call("c2", "{}", 1).status()).isEqualTo(Status.OK);
        }
    }

    @Test
    void anOutcomeIsWrittenAgainWhenTheDatabaseIsAwayForAMoment() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            rig.ledger.settleFailures = 3;

            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.OK);
            assertThat(rig.ledger.states()).containsExactly("DONE");
            assertThat(rig.pauses).hasSize(3);
        }
    }

    @Test
    void anOutcomeThatCannotBeWrittenReachesTheCallerAsSuchAndIsNotLost() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            rig.ledger.settleFailures = 100;

            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(LedgerUnavailable.class);
            Awaitility.await().until(() -> rig.ledger.states().equals(List.of("DONE")));
            assertThat(rig.journal.results()).singleElement().satisfies(result -> assertThat(result.content())
                    .isEqualTo("done"));
            assertThat(rig.runs).hasValue(1);
        }
    }
}
