package dev.belay.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.model.ModelDoor.Ask;
import dev.belay.support.PostgresResource;
import dev.belay.tier.support.Stage;
import dev.belay.tier.support.StageTools;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// How long a chain waits: for tiers, for effects, and for the deadline.
@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class ChainTimeQuarkusTest extends ChainOnStage {
    @Test
    void givesASilentTierUpAndGoesOn() {
        CountDownLatch late = new CountDownLatch(1);
        scene.model.script((_, ask) -> {
            if (tier(ask).equals("native")) {
                awaitCancel(ask);
                late.countDown();
                return new Message.Assistant("too late");
            }
            return new Message.Assistant("in time");
        });

        assertThat(descend("native", "adk").message().text()).isEqualTo("in time");
        Awaitility.await().until(() -> late.getCount() == 0);
        assertThat(scene.passage.lines()).containsSubsequence("failed native timed_out", "settle", "begin adk 2 at 1");
        assertThat(scene.facts(Entry.Decision.class)).hasSize(1);
    }

    @Test
    void waitsForAnEffectBeforeTheNextTierStarts() {
        CountDownLatch settling = new CountDownLatch(1);
        scene.model.script(CONVERSATION);
        scene.tools.haveEffects();
        scene.tools.behave(call -> {
            if (call.name().equals("beta")) {
                await(settling);
            }
            return StageTools.result(call);
        });
        scene.passage.whileSettling(() -> {
            settling.countDown();
            Awaitility.await().until(() -> scene.results().contains("beta(2)"));
        });

        Answer answer = descend("native", "adk");

        assertThat(answer.provenance().tier()).isEqualTo("adk");
        assertThat(scene.tools.executed()).containsExactly("alpha(1)", "beta(2)", "gamma(3)", "alpha(4)");
        assertThat(scene.results()).isEqualTo(scene.tools.executed());
    }

    @Test
    void leavesTheReserveToTiersThatNeedNoModel() {
        scene.messages(CERTAIN).deadline(Deadline.after(Duration.ofMillis(900), System::nanoTime));

        assertThat(descend("native", "adk", "loop", "rules").provenance().tier())
                .isEqualTo("rules");
        assertThat(scene.model.asked()).isZero();
        assertThat(scene.passage.lines())
                .containsExactly(
                        "fell native deadline_passed -> adk",
                        "fell adk deadline_passed -> loop",
                        "fell loop deadline_passed -> rules",
                        "begin rules 1 at 3",
                        "held rules degraded");
    }

    private static void awaitCancel(Ask ask) {
        CountDownLatch cancelled = new CountDownLatch(1);
        ask.cancellation().onCancel(cancelled::countDown);
        await(cancelled);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts work", e);
        }
    }
}
