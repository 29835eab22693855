package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.approval.Approvals.Ruling;
import dev.belay.budget.Breach;
import dev.belay.budget.Spent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.platform.Time;
import dev.belay.tool.Tool.Reconciliation;
import dev.belay.tool.ToolDescription.Traits;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.ToolFailed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What counts as a tool call, and what happens when none is left.
class PaidCallsTest {

    @ParameterizedTest
    @EnumSource
    void whatRanCounts(EffectClass effect) {
        try (Rig rig = allowed(effect, 2)) {
            rig.call("c1", "{\"n\": 1}", 1);
            assertThat(rig.allotment.spent()).isEqualTo(1);
            rig.body = (_, _) -> {
                throw new ToolFailed("no such order");
            };
            rig.call("c2", "{\"n\": 2}", 2);
            assertThat(rig.allotment.spent()).as("a failure is a call, too").isEqualTo(2);
            assertThat(rig.allotment.asked()).as("one reservation each").isEqualTo(2);
            assertThat(rig.allotment.reserved()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = EffectClass.class, names = "PURE", mode = Mode.EXCLUDE)
    void whoGetsNoLeaveHasTakenNothing(EffectClass effect) {
        try (Rig rig = allowed(effect, 1)) {
            ToolDoor.Leave never = (_, _, _) -> {
                throw new ControlFlow.Cancelled("it is voted on whether act is called");
            };
            var owner = new ToolDoor.Owner("run", "root", Caller.LOCAL, "belay", null, never);
            assertThatThrownBy(() -> rig.call("act", "c1", "{}", 1, owner)).isInstanceOf(ControlFlow.Cancelled.class);
            assertThat(rig.allotment.asked()).isZero();

            assertThat(rig.call("c2", "{}", 2).source()).isEqualTo(Source.EXECUTED);
            assertThat(rig.allotment.spent()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsForAPersonHasTakenNothing(EffectClass effect) {
        try (Rig rig = allowed(effect, 1)) {
            rig.approvals.ruling = new Ruling.Waiting("approval-1", "act needs a person");
            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.NeedsHuman.class);
            assertThat(rig.allotment.asked()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = EffectClass.class, names = "PURE", mode = Mode.EXCLUDE)
    void aRecordIsReadWhereNoCallIsLeft(EffectClass effect) {
        try (Rig rig = allowed(effect, 1)) {
            rig.call("c1", "{\"n\": 1}", 1);
            ToolResult again = rig.call("c2", "{\"n\": 1}", 2);

            assertThat(again.source()).isEqualTo(Source.LEDGER);
            assertThat(again.content()).isEqualTo("done");
            assertThat(rig.allotment.spent()).isEqualTo(1);
            assertThatThrownBy(() -> rig.call("c3", "{\"n\": 2}", 3)).isInstanceOf(ControlFlow.BudgetStopped.class);
            assertThat(rig.runs).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRecordTakesNothingEvenWhereCallsAreLeft(EffectClass effect) {
        try (Rig rig = allowed(effect, 5)) {
            rig.call("c1", "{\"n\": 1}", 1);
            rig.call("c2", "{\"n\": 1}", 2);
            assertThat(rig.allotment.spent()).isEqualTo(rig.runs.get());
            assertThat(rig.allotment.reserved()).isZero();
        }
    }

    /// What its process had set aside is counted when the run is taken over.
    @Test
    void whatADeadProcessBeganIsFoundOutAboutWhereNoCallIsLeft() {
        try (Rig rig = allowed(EffectClass.RECONCILABLE, 0)) {
            rig.ledger.leave(new EffectKey("root", "act", "{\"n\":1}", 0), Duration.ofMinutes(1));
            rig.answer = () -> new Reconciliation.Happened("booked");

            assertThat(rig.call("c1", "{\"n\": 1}", 1).content()).isEqualTo("booked");
            assertThat(rig.allotment.spent()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatStopsToAskAPersonIsFree(EffectClass effect) {
        try (Rig rig = allowed(effect, 1)) {
            rig.body = (_, _) -> {
                throw new ControlFlow.NeedsHuman("Which order?", "act");
            };
            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.NeedsHuman.class);
            assertThat(rig.allotment.spent() + rig.allotment.reserved()).isZero();
        }
    }

    @Test
    void whatOthersHaveSetAsideIsWaitedFor() {
        try (Rig rig = allowed(EffectClass.UNSAFE, 1)) {
            var theirs = rig.allotment.takenByOthers();
            assertThatThrownBy(() -> rig.call("c1", "{}", 1)).isInstanceOf(ControlFlow.BudgetStopped.class);
            assertThat(rig.pauses).as("as long as patience lasts").hasSizeGreaterThan(3);

            rig.allotment.settle(theirs, Spent.NOTHING, Scopes.SILENT);
            assertThat(rig.call("c2", "{}", 2).source()).isEqualTo(Source.EXECUTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theModelIsToldWhereThePolicyGoesOn(EffectClass effect) {
        try (Rig rig = allowed(effect, 0)) {
            rig.allotment.breach = Breach.DEGRADE;
            ToolResult result = rig.call("c1", "{}", 1);

            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.source()).isEqualTo(Source.REFUSED);
            assertThat(result.content())
                    .isEqualTo("act is not called: not enough is left: 0 tool calls of 0 tool calls left in the"
                            + " budget of the request");
            assertThat(rig.journal.results()).hasSize(1);
            assertThat(rig.runs).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aToolThatIsLeftAloneWasNotCalled(EffectClass effect) {
        var description = Rig.described(effect, Duration.ofSeconds(10), new Traits(false, false));
        try (Rig rig = new Rig(description, Map.of("belay.tools.guard.act.breaker.failures", "1"), Time.SYSTEM)) {
            rig.allotment.allow(5);
            rig.body = (_, _) -> {
                throw ToolFailed.forNow("HTTP 503", null);
            };
            rig.call("c1", "{\"n\": 1}", 1);
            int before = rig.allotment.spent();
            int runs = rig.runs.get();
            rig.call("c2", "{\"n\": 2}", 2);

            assertThat(rig.runs).hasValue(runs);
            assertThat(rig.allotment.spent()).isEqualTo(before);
        }
    }

    private static Rig allowed(EffectClass effect, int calls) {
        Rig rig = new Rig(effect);
        rig.allotment.allow(calls);
        return rig;
    }
}
