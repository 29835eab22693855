package dev.belay.tier;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.model.ModelFailed;
import dev.belay.tier.support.Scene;
import dev.belay.tier.support.StageTools;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Only a fault of the framework is tried again on the same tier, and only such faults open its breaker.
interface BrokenFrameworkContract extends TierOnStage {
    @Test
    default void triesABrokenFrameworkAgainFromWhereItBroke() {
        scene().model.script(CONVERSATION);
        scene().tools
                .behave(call -> scene().tools.executed().size() == 1 && retries() > 0
                        ? StageTools.withoutContent(call)
                        : StageTools.result(call));

        assertThat(attempt().message().text()).isEqualTo("all five done");
        assertThat(scene().tools.executed()).isEqualTo(ALL);
        assertThat(scene().model.asked()).isEqualTo(4);
        assertThat(scene().passage.lines())
                .endsWith("begin " + id() + " " + (retries() > 0 ? 2 : 1) + " at 0", "held " + id());
    }

    @Test
    default void leavesABrokenFrameworkAloneForAWhile() {
        try {
            for (int run = 0; run < 12; run++) {
                Scene broken = new Scene();
                broken.model.script((decisions, _) -> calls("c" + decisions + " alpha " + decisions));
                broken.tools.behave(StageTools::withoutContent);
                assertThat(catchThrowable(() -> attempt(broken))).isInstanceOf(TierFailed.class);
            }
            scene().model.script(List.of(new Message.Assistant("fine")));
            assertThat(fall()).isInstanceOf(Failure.BreakerOpen.class);
            assertThat(scene().model.asked()).isZero();
            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(attempt().message().text()).isEqualTo("fine"));
        } finally {
            breakers().resetAll();
        }
    }

    @Test
    default void opensNoBreakerForWhatModelsDo() {
        for (int run = 0; run < 12; run++) {
            Scene bad = new Scene();
            bad.model.script((_, _) -> {
                throw new ModelFailed(new Failure.Overloaded("503", null));
            });
            assertThat(catchThrowable(() -> attempt(bad))).isInstanceOf(TierFailed.class);
        }
        assertThat(breakers().currentState(id()).name()).isEqualTo("CLOSED");
    }
}
