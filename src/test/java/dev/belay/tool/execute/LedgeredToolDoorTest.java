package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.journal.Entry;
import dev.belay.ledger.EffectClass;
import dev.belay.tool.ToolFailed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgeredToolDoorTest {

    @Test
    void anUnknownToolIsAnsweredWithTheToolsThereAre() {
        try (Rig rig = new Rig(EffectClass.PURE)) {
            ToolResult result = rig.call("acct", "c1", "{}", 1, Caller.LOCAL);

            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.source()).isEqualTo(Source.REFUSED);
            assertThat(result.content()).contains("\"acct\"", "you have: act");
            assertThat(rig.journal.results()).containsExactly(result);
            assertThat(rig.events).noneMatch(event -> event.toString().contains("acct"));
        }
    }

    @Test
    void aToolNotAllowedToTheCallerIsUnknownToIt() {
        try (Rig rig = new Rig(EffectClass.PURE)) {
            Caller other = new Caller("other", Set.of(Caller.Scope.ASK), Set.of("read_file"));

            assertThat(rig.call("act", "c1", "{}", 1, other).content()).contains("you have none");
            assertThat(rig.runs).hasValue(0);
        }
    }

    @Test
    void knowsWhichToolsOnlyRead() {
        try (Rig reads = new Rig(EffectClass.PURE);
                Rig acts = new Rig(EffectClass.KEYED)) {
            assertThat(reads.door.reading(List.of("act", "nobody"))).containsExactly("act");
            assertThat(acts.door.reading(List.of("act"))).isEmpty();
        }
    }

    @Test
    void saysHowACallWouldBeMade() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            assertThat(rig.door.canonical(new ToolCall("c1", "act", "{\"n\":\"many\"}")))
                    .isEmpty();
            assertThat(rig.door.canonical(new ToolCall("c1", "act", "{ \"n\": \"5\" }")))
                    .contains(new ToolCall("c1", "act", "{\"n\":5}"));
            assertThat(rig.door.canonical(new ToolCall("c1", "nobody", "{}"))).isEmpty();
            assertThat(rig.runs).hasValue(0);
        }
    }

    @Test
    void argumentsThatDoNotFitRunNothing() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            ToolResult result = rig.call("c1", "{\"n\":\"many\"}", 1);

            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.source()).isEqualTo(Source.REFUSED);
            assertThat(result.content()).contains("/n", "integer");
            assertThat(rig.runs).hasValue(0);
            assertThat(rig.ledger.states()).isEmpty();
            assertThat(rig.journal.results()).containsExactly(result);
        }
    }

    /// Also when the run is taken up by another process: the journal says how sure the reading was.
    @Test
    void theRulesHearHowSureTheReadingOfTheCallWas() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            var message = new Message.Assistant("", List.of(new ToolCall("c1", "act", "{}")));
            var decision = new Entry.Decision(
                    "loop", new Entry.ModelStamp("m", "m"), message, FinishReason.TOOL_CALLS, Usage.NONE, 1, 0.6);
            rig.call("c1", "{\"n\":1}", rig.journal.append(decision).seq());
            rig.call("c2", "{\"n\":2}", 99);

            assertThat(rig.approvals.asked)
                    .extracting(proposal -> proposal.signals().confidence())
                    .containsExactly(0.6, null);
        }
    }

    @Test
    void aToolWithoutEffectRunsEachTimeAndLeavesTheLedgerAlone() {
        try (Rig rig = new Rig(EffectClass.PURE)) {
            rig.body = (arguments, _) -> "n is " + arguments.integer("n", 0);

            assertThat(rig.call("c1", "{\"n\":\"5\"}", 1).content()).isEqualTo("n is 5");
            assertThat(rig.call("c2", "{\"n\":5}", 3).source()).isEqualTo(Source.EXECUTED);
            assertThat(rig.runs).hasValue(2);
            assertThat(rig.ledger.states()).isEmpty();
            assertThat(rig.keys).containsOnly("null");
            assertThat(rig.journal.results()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PURE", "UNSAFE"})
    void aResultInAnotherShapeThanDeclaredIsPassedOnAndFlagged(EffectClass effect) {
        try (Rig rig = Rig.shaped(effect, "{\"type\":\"object\"}")) {
            rig.body = (arguments, _) -> arguments.integer("n", 0) == 1 ? "{\"fine\":true}" : "[17]";

            assertThat(rig.call("c1", "{\"n\":1}", 1).content()).isEqualTo("{\"fine\":true}");
            ToolResult other = rig.call("c2", "{\"n\":2}", 2);

            assertThat(other.status()).isEqualTo(Status.OK);
            assertThat(other.content())
                    .startsWith("[the result does not have the shape")
                    .endsWith("]\n[17]");
            assertThat(rig.journal.results()).contains(other);
        }
    }

    @Test
    void aToolWithoutEffectMayFailHangOrBreak() {
        try (Rig rig = new Rig(EffectClass.PURE, Duration.ofMillis(50), false)) {
            rig.body = (_, _) -> {
                throw new ToolFailed("no such thing");
            };
            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("no such thing");

            rig.body = (_, _) -> {
                throw new StackOverflowError("secret-canary");
            };
            assertThat(rig.call("c2", "{}", 1).content())
                    .contains("StackOverflowError")
                    .doesNotContain("secret-canary");

            CountDownLatch hang = new CountDownLatch(1);
            rig.body = (_, _) -> {
                hang.await();
                return "late";
            };
            assertThat(rig.call("c3", "{}", 1).content()).contains("took too long");
            hang.countDown();
            assertThat(rig.journal.results()).extracting(ToolResult::status).containsOnly(Status.ERROR);
        }
    }

    @Test
    void whatAToolReturnsIsBoundedAndFitToBeStored() {
        try (Rig rig = new Rig(EffectClass.PURE)) {
            rig.body = (_, _) -> "x".repeat(10_000_000);
            assertThat(rig.call("c1", "{}", 1).content())
                    .hasSizeLessThan(1100)
                    .endsWith("[cut: 1000 of 10000000 characters are shown]");

            rig.body = (_, _) -> "a\0b\ud83dc\udc00d\ud83d\ude00";
            assertThat(rig.call("c2", "{}", 1).content()).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\ud83d\ude00");

            rig.body = (_, _) -> "y".repeat(999) + "\ud83d\ude00";
            assertThat(rig.call("c3", "{}", 1).content()).startsWith("y".repeat(999) + "\n[cut: 999 of");

            rig.body = (_, _) -> null;
            assertThat(rig.call("c4", "{}", 1).content()).isEmpty();
        }
    }

    @Test
    void aCancelledAttemptDropsAReadAndStopsIt() throws Exception {
        try (Rig rig = new Rig(EffectClass.PURE)) {
            CountDownLatch told = new CountDownLatch(1);
            rig.body = (_, context) -> {
                context.cancellation().onCancel(told::countDown);
                rig.attempt.cancel("enough");
                told.await();
                return "dropped";
            };

            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.Cancelled.class);
            told.await();
            assertThat(rig.journal.results()).isEmpty();
        }
    }

    @Test
    void eachExecutionIsOneNodeWithoutArgumentsOrResults() {
        try (Rig rig = new Rig(EffectClass.UNSAFE)) {
            rig.body = (_, _) -> "result-canary";
            rig.call("c1", "{\"n\":424242}", 1);
            rig.call("c2", "{\"n\":424242}", 3);

            assertThat(rig.events)
                    .containsExactly(
                            new BelayEvent.ToolStarted("run", "act", "c1", "UNSAFE"),
                            new BelayEvent.ToolEnded("run", "act", Status.OK, Source.EXECUTED),
                            new BelayEvent.ToolStarted("run", "act", "c2", "UNSAFE"),
                            new BelayEvent.ToolEnded("run", "act", Status.OK, Source.LEDGER));
        }
    }
}
