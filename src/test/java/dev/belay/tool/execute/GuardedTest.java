package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.CacheAnswer;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.journal.Entry;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Time;
import dev.belay.tool.Tool.Reconciliation;
import dev.belay.tool.ToolDescription.Traits;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.guard.SteppedTime;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// How often a tool that fails is called, and what is said in its place.
class GuardedTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Map<String, String> PEEK = Map.of("belay.tools.guard.act.fallback-tool", "peek");

    private final SteppedTime clock = new SteppedTime();

    private static Rig rig(EffectClass effect, Map<String, String> properties) {
        return new Rig(Rig.described(effect, TIMEOUT, new Traits(false, false)), properties, Time.SYSTEM);
    }

    private Rig cached(Map<String, String> properties) {
        return new Rig(Rig.described(EffectClass.PURE, TIMEOUT, new Traits(false, true)), properties, clock.time());
    }

    private static Rig.Body failing(Rig rig, int times, Exception failure) {
        return (_, _) -> {
            if (rig.runs.get() <= times) {
                throw failure;
            }
            return "done";
        };
    }

    @ParameterizedTest
    @EnumSource(EffectClass.class)
    void whatMayPassAndHadNoEffectIsTriedAgain(EffectClass effect) {
        try (Rig rig = rig(effect, Map.of())) {
            rig.body = failing(rig, 2, ToolFailed.forNow("could not connect", null));

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("done");
            assertThat(rig.runs).hasValue(3);
            assertThat(rig.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
            assertThat(rig.journal.results()).hasSize(1);
            assertThat(rig.keys).containsOnly(rig.keys.getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource(EffectClass.class)
    void itIsNotTriedForEver(EffectClass effect) {
        try (Rig rig = rig(effect, Map.of())) {
            rig.body = failing(rig, 99, ToolFailed.forNow("could not connect", null));

            assertThat(rig.call("c1", "{}", 1))
                    .isEqualTo(new ToolResult("c1", "act", "could not connect", Status.ERROR, Source.EXECUTED));
            assertThat(rig.runs).hasValue(3);
            assertThat(rig.journal.results()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(EffectClass.class)
    void aNoIsANo(EffectClass effect) {
        try (Rig rig = rig(effect, PEEK)) {
            rig.body = failing(rig, 1, new ToolFailed("HTTP 404"));

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("HTTP 404");
            assertThat(rig.runs).hasValue(1);
            assertThat(rig.peeks).hasValue(0);
        }
    }

    @Test
    void aLostConnectionIsTriedAgainOnlyWhereNothingCanHaveHappened() {
        try (Rig pure = rig(EffectClass.PURE, Map.of());
                Rig unsafe = rig(EffectClass.UNSAFE, PEEK)) {
            pure.body = failing(pure, 2, new IOException());
            unsafe.body = failing(unsafe, 2, new IOException());

            assertThat(pure.call("c1", "{}", 1).content()).isEqualTo("done");
            assertThat(pure.runs).hasValue(3);
            assertThat(unsafe.call("c1", "{}", 1).status()).isEqualTo(Status.IN_DOUBT);
            assertThat(unsafe.runs).hasValue(1);
            assertThat(unsafe.peeks).as("nobody says that nothing was changed").hasValue(0);
        }
    }

    @Test
    void aKeyedEffectInDoubtIsSentAgainUntilItsKeyIsForgotten() {
        Map<String, String> slow = Map.of("belay.tools.guard.default.backoff", "10s");
        try (Rig rig = rig(EffectClass.KEYED, slow)) {
            rig.ledger.left = Duration.ofMinutes(60).minusSeconds(12);
            rig.body = failing(rig, 1, ToolFailed.forNow("could not connect", null));

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("done");
            assertThat(rig.runs).hasValue(2);
            assertThat(rig.pauses).singleElement().satisfies(wait -> assertThat(wait)
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4)));
        }
        try (Rig rig = rig(EffectClass.KEYED, slow)) {
            rig.ledger.left = Duration.ofMinutes(60).minusSeconds(9);
            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.IN_DOUBT);
            assertThat(rig.runs).hasValue(0);
        }
    }

    @Test
    void whatADeadProcessLeftIsFoundOutAboutWhileTheToolIsLeftAlone() {
        try (Rig rig = rig(EffectClass.RECONCILABLE, Map.of("belay.tools.guard.act.breaker.failures", "1"))) {
            rig.body = failing(rig, 99, ToolFailed.forNow("could not connect", null));
            rig.call("c1", "{\"n\":1}", 1);
            rig.ledger.left = Duration.ofSeconds(1);
            rig.answer = () -> new Reconciliation.Happened("order 7");

            assertThat(rig.call("c2", "{\"n\":2}", 3).content()).isEqualTo("order 7");
            assertThat(rig.call("c3", "{\"n\":3}", 5).content()).isEqualTo("order 7");
            rig.answer = Reconciliation.DidNotHappen::new;
            assertThat(rig.call("c4", "{\"n\":4}", 7).content()).contains("left alone until");
            assertThat(rig.runs).hasValue(1);
        }
    }

    @Test
    void aDefectIsNotTriedAgain() {
        try (Rig rig = rig(EffectClass.PURE, Map.of())) {
            rig.body = failing(rig, 2, new IllegalStateException());
            assertThat(rig.call("c1", "{}", 1).status()).isEqualTo(Status.ERROR);
            assertThat(rig.runs).hasValue(1);
        }
    }

    @Test
    void aReconcilableEffectIsTriedAgainWhenItCertainlyDidNotHappen() {
        try (Rig rig = rig(EffectClass.RECONCILABLE, Map.of())) {
            rig.body = failing(rig, 2, new IOException());
            rig.answer = Reconciliation.DidNotHappen::new;

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("done");
            assertThat(rig.runs).hasValue(3);
            assertThat(rig.ledger.states()).containsExactly("DONE");
        }
    }

    @Test
    void aDeadlockIsTriedAgainAndABrokenRuleIsNot() {
        try (Rig deadlock = rig(EffectClass.TRANSACTIONAL, Map.of());
                Rig unique = rig(EffectClass.TRANSACTIONAL, Map.of())) {
            deadlock.body = failing(deadlock, 1, new SQLException("deadlock", "40P01"));
            unique.body = failing(unique, 1, new SQLException("unique", "23505"));

            assertThat(deadlock.call("c1", "{}", 1).content()).isEqualTo("done");
            assertThat(deadlock.runs).hasValue(2);
            assertThat(deadlock.journal.results()).hasSize(1);
            assertThat(unique.call("c1", "{}", 1).status()).isEqualTo(Status.ERROR);
            assertThat(unique.runs).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EffectClass.class,
            names = {"PURE", "TRANSACTIONAL"})
    void whoeverCancelsEndsTheWait(EffectClass effect) {
        try (Rig rig = rig(effect, Map.of())) {
            rig.body = (_, _) -> {
                rig.attempt.cancel("enough");
                throw ToolFailed.forNow("could not connect", null);
            };
            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.Cancelled.class);
            assertThat(rig.runs).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EffectClass.class,
            names = {"KEYED", "RECONCILABLE", "UNSAFE"})
    void anEffectThatDidNotHappenIsNotTriedAgainForACancelledAttempt(EffectClass effect) {
        try (Rig rig = rig(effect, Map.of())) {
            rig.body = (_, _) -> {
                rig.attempt.cancel("enough");
                throw ToolFailed.forNow("could not connect", null);
            };
            catchThrowable(() -> rig.call("c1", "{}", 1));
            Awaitility.await().until(() -> !rig.journal.results().isEmpty());
            assertThat(rig.runs).hasValue(1);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
        }
    }

    @Test
    void aProcessThatLostItsRunDoesNotTryAgain() {
        try (Rig rig = rig(EffectClass.UNSAFE, Map.of())) {
            rig.body = (_, _) -> {
                rig.lease.lost = true;
                throw ToolFailed.forNow("could not connect", null);
            };
            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.Disowned.class);
            assertThat(rig.runs).hasValue(1);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
            assertThat(rig.journal.results())
                    .as("the model hears nothing of it")
                    .isEmpty();
        }
    }

    @Test
    void aWaitThatIsAskedForIsKeptUnlessTheTimeIsTooShort() {
        try (Rig rig = rig(EffectClass.PURE, Map.of("belay.tools.guard.default.max-wait", "1h"))) {
            rig.body = failing(rig, 1, ToolFailed.forNow("HTTP 429", Duration.ofSeconds(5)));
            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("done");
            assertThat(rig.pauses).containsExactly(Duration.ofSeconds(5));
        }
        try (Rig rig = rig(EffectClass.PURE, Map.of("belay.tools.guard.default.max-wait", "1h"))) {
            rig.body = failing(rig, 1, ToolFailed.forNow("HTTP 429", Duration.ofSeconds(30)));
            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("HTTP 429");
            assertThat(rig.pauses).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(EffectClass.class)
    void aToolThatFailsAgainAndAgainIsLeftAlone(EffectClass effect) {
        try (Rig rig = rig(
                effect, Map.of("belay.tools.guard.act.breaker.failures", "2", "belay.tools.guard.act.tries", "1"))) {
            rig.body = failing(rig, 2, ToolFailed.forNow("could not connect", null));
            rig.call("c1", "{\"n\":1}", 1);
            rig.call("c2", "{\"n\":2}", 3);

            ToolResult refused = rig.call("c3", "{\"n\":3}", 5);
            assertThat(rig.runs).hasValue(2);
            assertThat(refused.status()).isEqualTo(Status.ERROR);
            assertThat(refused.content()).contains("left alone until", "not called");
            assertThat(rig.ledger.states()).allMatch("FAILED"::equals);
        }
    }

    @Test
    void whatTheLedgerKnowsIsToldWhileTheToolIsLeftAlone() {
        try (Rig rig = rig(EffectClass.UNSAFE, Map.of("belay.tools.guard.act.breaker.failures", "1"))) {
            rig.call("c1", "{\"n\":1}", 1);
            rig.body = failing(rig, 99, ToolFailed.forNow("could not connect", null));
            rig.call("c2", "{\"n\":2}", 3);

            assertThat(rig.call("c3", "{\"n\":1}", 5).source()).isEqualTo(Source.LEDGER);
        }
    }

    @Test
    void aFreshResultIsGivenAgainToTheSameCallerOnly() {
        try (Rig rig = cached(Map.of())) {
            assertThat(rig.call("c1", "{\"n\":1}", 1).content()).isEqualTo("done");
            clock.step(Duration.ofMinutes(12));

            ToolResult again = rig.call("c2", "{\"n\": \"1\"}", 3);
            assertThat(again.source()).isEqualTo(Source.CACHED);
            assertThat(again.content()).isEqualTo("[cached result, 12 min old]\ndone");
            assertThat(rig.runs).hasValue(1);
            assertThat(rig.journal.results()).last().isEqualTo(again);
            Caller other = new Caller("other", Set.of(Caller.Scope.ASK), null);
            assertThat(rig.call("act", "c3", "{\"n\":1}", 5, other).source()).isEqualTo(Source.EXECUTED);
            assertThat(rig.call("c4", "{\"n\":2}", 7).source()).isEqualTo(Source.EXECUTED);
            clock.step(Duration.ofHours(1));
            assertThat(rig.call("c5", "{\"n\":1}", 9).source()).isEqualTo(Source.EXECUTED);
            assertThat(rig.events.stream().filter(BelayEvent.CacheAsked.class::isInstance))
                    .extracting(event -> ((BelayEvent.CacheAsked) event).answer())
                    .containsExactly(
                            CacheAnswer.MISS, CacheAnswer.HIT, CacheAnswer.MISS, CacheAnswer.MISS, CacheAnswer.MISS);
        }
    }

    @Test
    void anOlderResultStandsInForAToolThatFailsButNotForItsNo() {
        try (Rig rig = cached(PEEK)) {
            rig.call("c1", "{}", 1);
            clock.step(Duration.ofHours(3));
            rig.body = failing(rig, 99, ToolFailed.forNow("HTTP 503", null));

            ToolResult stale = rig.call("c2", "{}", 3);
            assertThat(stale.source()).isEqualTo(Source.CACHED);
            assertThat(stale.content()).isEqualTo("[cached result, 3 h old, because act fails: HTTP 503]\ndone");
            assertThat(rig.runs).hasValue(4);
            assertThat(rig.peeks).hasValue(0);
            rig.body = failing(rig, 99, new ToolFailed("HTTP 404"));
            assertThat(rig.call("c3", "{}", 5).content()).isEqualTo("HTTP 404");
            clock.step(Duration.ofHours(22));
            rig.body = failing(rig, 99, ToolFailed.forNow("HTTP 503", null));
            assertThat(rig.call("c4", "{}", 7).content())
                    .isEqualTo("[result of peek, because act fails: HTTP 503]\npeeked 1");
        }
    }

    @ParameterizedTest
    @EnumSource(value = EffectClass.class, names = "PURE", mode = Mode.EXCLUDE)
    void whatIsReadInPlaceOfAnEffectSaysThatNothingWasChanged(EffectClass effect) {
        try (Rig rig = rig(effect, PEEK)) {
            rig.body = failing(rig, 99, ToolFailed.forNow("could not connect", null));

            ToolResult result = rig.call("c1", "{}", 1);
            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.content()).contains("could not connect", "nothing was changed", "peek", "peeked 1");
            assertThat(rig.ledger.states()).containsExactly("FAILED");
            assertThat(rig.journal.results()).last().isEqualTo(result);
        }
    }

    @Test
    void aCallerThatMayNotUseTheStandInDoesNotHearIt() {
        try (Rig rig = rig(EffectClass.PURE, PEEK)) {
            rig.body = failing(rig, 99, ToolFailed.forNow("HTTP 503", null));
            Caller caller = new Caller("other", Set.of(Caller.Scope.ASK), Set.of("act"));
            assertThat(rig.call("act", "c1", "{}", 1, caller).status()).isEqualTo(Status.ERROR);
            assertThat(rig.peeks).hasValue(0);
        }
    }

    @Test
    void afterThreeFailuresInARowTheNextOneAsksAPerson() {
        try (Rig rig = rig(EffectClass.PURE, Map.of())) {
            fail(rig, 1, 2);
            rig.body = (_, _) -> "fine";
            rig.call("c3", "{\"n\":3}", 3);
            fail(rig, 4, 6);
            rig.call("c7", "{\"n\":\"wrong\"}", 7);
            assertThatThrownBy(() -> fail(rig, 8, 8))
                    .isInstanceOfSatisfying(ControlFlow.NeedsHuman.class, need -> assertThat(need.tool())
                            .isEqualTo("act"))
                    .hasMessageContaining("4 tool calls in a row failed")
                    .hasMessageContaining("no such thing");
            assertThat(rig.journal.results()).hasSize(8);

            rig.journal.append(new Entry.PersonDecided("a", "answered", "k", null));
            fail(rig, 9, 11);
        }
    }

    @Test
    void nobodyIsAskedWhereThatIsSwitchedOff() {
        try (Rig rig = rig(EffectClass.PURE, Map.of("belay.tools.guard.escalate-after", "0"))) {
            fail(rig, 1, 9);
            assertThat(rig.journal.results()).hasSize(9);
        }
    }

    private static void fail(Rig rig, int from, int to) {
        rig.body = failing(rig, 99, new ToolFailed("no such thing"));
        for (int n = from; n <= to; n++) {
            rig.call("c" + n, "{\"n\":" + n + "}", n);
        }
    }
}
