package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.approval.Approvals.Ruling;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Time;
import dev.belay.tool.ToolDescription.Traits;
import dev.belay.tool.ToolFailed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// How people have a say about what answers in place of a tool that fails.
class StandInsTest {
    private static final Ruling WAITS = new Ruling.Waiting("approval-1", "peek needs a person: it is required");

    @Test
    void theStandInIsRuledOnByItsOwnName() {
        try (Rig rig = failing(EffectClass.PURE)) {
            assertThat(rig.call("c1", "{\"n\": 1}", 1).content()).endsWith("peeked 1");

            assertThat(rig.approvals.asked.getLast().call()).satisfies(call -> {
                assertThat(call.tool()).isEqualTo("peek");
                assertThat(call.arguments()).isEqualTo("{\"n\":1}");
                assertThat(call.effectClass()).isEqualTo("PURE");
                assertThat(call.ledgerKey())
                        .isNotEqualTo(rig.approvals.asked.getFirst().call().ledgerKey());
            });
        }
    }

    @Test
    void theRunRestsUntilAPersonLetsTheStandInAnswer() {
        try (Rig rig = failing(EffectClass.PURE)) {
            rig.approvals.others.put("peek", WAITS);

            assertThatThrownBy(() -> rig.call("c1", "{}", 1))
                    .isInstanceOfSatisfying(ControlFlow.NeedsHuman.class, stop -> assertThat(stop.tool())
                            .isEqualTo("peek"));
            assertThat(rig.peeks).hasValue(0);
            assertThat(rig.journal.results()).as("the call has no result yet").isEmpty();

            rig.approvals.others.put("peek", new Ruling.Granted("approval-1"));
            assertThat(rig.call("c1", "{}", 1).content()).endsWith("peeked 1");
        }
    }

    @Test
    void aStandInThatIsRefusedSaysNothing() {
        try (Rig rig = failing(EffectClass.PURE)) {
            rig.approvals.others.put("peek", new Ruling.Refused("approval-1", "a person said no"));

            ToolResult result = rig.call("c1", "{}", 1);

            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.content()).isEqualTo("HTTP 503");
            assertThat(rig.peeks).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(value = EffectClass.class, names = "PURE", mode = Mode.EXCLUDE)
    void nobodyIsAskedForWhatIsOnlyToldBesideAFailure(EffectClass effect) {
        try (Rig rig = failing(effect)) {
            rig.approvals.others.put("peek", WAITS);

            assertThat(rig.call("c1", "{}", 1).content()).isEqualTo("HTTP 503");

            assertThat(rig.peeks).hasValue(0);
            assertThat(rig.approvals.asked).hasSize(1);
            assertThat(rig.ledger.states()).containsExactly("FAILED");
        }
    }

    private static Rig failing(EffectClass effect) {
        Rig rig = new Rig(
                Rig.described(effect, Duration.ofSeconds(10), new Traits(false, false)),
                Map.of("belay.tools.guard.act.fallback-tool", "peek"),
                Time.SYSTEM);
        rig.body = (_, _) -> {
            throw ToolFailed.forNow("HTTP 503", null);
        };
        return rig;
    }
}
