package dev.belay.strategy;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.model.ModelDoor.Ask;
import dev.belay.model.ModelFailed;
import dev.belay.tier.TierFailed;
import dev.belay.tier.support.Scene;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What every strategy must do, whichever tiers it uses and however many at once: with the real tiers, on a stage where
/// the test plays the models and tools.
public abstract class StrategyContract {
    protected static final String[] CHAIN = {"native", "adk", "loop", "rules"};

    @Inject
    protected Strategies strategies;

    protected final Scene scene = new Scene();

    /// The strategy under test.
    protected abstract String id();

    protected final Answer answer(Scene one) {
        return strategies.find(id()).answer(one.call(CHAIN));
    }

    private Answer answer() {
        return answer(scene);
    }

    @Test
    void answersWithWhatATierSays() {
        scene.model.script(List.of(new Message.Assistant("done")));

        Answer answer = answer();

        assertThat(answer.message().text()).isEqualTo("done");
        assertThat(answer.provenance().degraded()).isFalse();
        assertThat(answer.provenance().tier()).isIn("native", "adk", "loop");
    }

    @Test
    void keepsToTheDeadlineAndLeavesItsReserve() {
        Deadline deadline = Deadline.after(Duration.ofMillis(1_700), System::nanoTime);
        scene.deadline(deadline).messages(new Message.User("Is ada@example.org a valid e-mail address?"));
        scene.model.script((_, ask) -> silence(ask.cancellation()));

        Answer answer = answer();

        assertThat(answer.provenance().tier()).isEqualTo("rules");
        assertThat(deadline.passed()).isFalse();
    }

    @Test
    void labelsWhatIsLess() {
        scene.messages(new Message.User("Is ada@example.org a valid e-mail address?"));
        scene.model.script((_, _) -> overloaded());

        Answer answer = answer();

        assertThat(answer.provenance().degradation().level()).isEqualTo("rules");
        assertThat(answer.provenance().degradation().reason()).isNotBlank();
    }

    @Test
    void tellsWhatFailedIfNothingHolds() {
        scene.model.script((_, _) -> overloaded());

        Throwable thrown = catchThrowable(this::answer);

        assertThat(((TierFailed) thrown).failure()).isInstanceOf(Failure.Overloaded.class);
        assertThat(scene.model.asked()).isEqualTo(3);
    }

    @Test
    void countsWhatEveryAttemptUsed() {
        scene.model.script((_, ask) -> {
            ask.errand().meter().running("m", () -> Scene.TURN);
            return new Message.Assistant("done");
        });

        answer();

        Usage used = scene.passage.used().stream().reduce(Usage.NONE, Usage::plus);
        assertThat(used.totalTokens()).isEqualTo(scene.model.asked() * Scene.TURN.totalTokens());
        assertThat(scene.passage.lines().stream().filter(line -> line.startsWith("begin")))
                .as("every attempt has ended")
                .hasSameSizeAs(scene.passage.used());
    }

    @Test
    void stopsAtOnceWhenCancelled() {
        scene.model.script((_, ask) -> {
            Thread.startVirtualThread(() -> scene.cancellation.cancel("the caller has gone"));
            return silence(ask.cancellation());
        });

        assertThatThrownBy(this::answer)
                .isInstanceOf(ControlFlow.Cancelled.class)
                .hasMessage("the caller has gone");
        assertThat(scene.facts(Entry.Decision.class)).isEmpty();
    }

    @Test
    void letsAStopThrough() {
        var asks = new ControlFlow.NeedsHuman("may it?", "alpha");
        scene.model.script((_, _) -> {
            throw asks;
        });

        assertThatThrownBy(this::answer).isSameAs(asks);
        assertThat(scene.passage.lines()).noneMatch(line -> line.startsWith("fell"));
    }

    @Test
    void actsOnceWhoeverAsks() {
        scene.tools.haveEffects();
        scene.model.script((decisions, _) -> decisions == 0 ? calls("c1 alpha 1") : new Message.Assistant("done"));

        assertThat(answer().message().text()).isEqualTo("done");
        assertThat(scene.tools.executed()).containsExactly("alpha(1)");
    }

    @Test
    void actsOnceThoughWhoeverActedFalls() {
        scene.tools.haveEffects();
        var acting = new String[1];
        scene.model.script((decisions, ask) -> {
            if (decisions == 0) {
                return calls("c1 alpha 1");
            }
            acting[0] = acting[0] == null ? tier(ask) : acting[0];
            return tier(ask).equals(acting[0]) ? overloaded() : new Message.Assistant("done");
        });

        assertThat(answer().provenance().tier()).isNotEqualTo(acting[0]);
        assertThat(scene.tools.executed()).containsExactly("alpha(1)");
        assertThat(scene.lastShown()).contains("<alpha(1)>");
    }

    protected static String tier(Ask ask) {
        return ask.errand().tier();
    }

    private static Message.Assistant overloaded() {
        throw new ModelFailed(new Failure.Overloaded("503", null));
    }

    /// A model that says nothing until it is told to stop.
    protected static Message.Assistant silence(Cancellation cancellation) {
        CountDownLatch told = new CountDownLatch(1);
        cancellation.onCancel(told::countDown);
        try {
            told.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts work", e);
        }
        throw new ControlFlow.Cancelled(cancellation.reason());
    }
}
