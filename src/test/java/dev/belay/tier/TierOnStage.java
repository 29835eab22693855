package dev.belay.tier;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.message.Message;
import dev.belay.tier.support.Scene;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import java.util.List;

/// One tier with everything around it under the control of a test.
interface TierOnStage {
    /// Three decisions, five calls (two of them in one decision, of which one comes again later), and the
    /// answer.
    List<Message.Assistant> CONVERSATION = List.of(
            calls("c1 alpha 1"),
            calls("c2 beta 2", "c3 gamma 3"),
            calls("c4 alpha 4", "c5 beta 5"),
            new Message.Assistant("all five done"));

    List<String> ALL = List.of("alpha(1)", "beta(2)", "gamma(3)", "alpha(4)", "beta(5)");

    /// The tier under test.
    String id();

    /// How often a broken attempt is tried again.
    int retries();

    Scene scene();

    CircuitBreakerMaintenance breakers();

    Answer attempt(Scene scene);

    default Answer attempt() {
        return attempt(scene());
    }

    default Failure fall() {
        Throwable thrown = catchThrowable(this::attempt);
        assertThat(thrown).isInstanceOf(TierFailed.class);
        return ((TierFailed) thrown).failure();
    }

    /// What was wrong with what the model gave, for which the tier fell.
    default BadAnswer.Flaw flaw() {
        return ((BadAnswer) fall()).flaw();
    }
}
