package dev.belay.tier;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.model.ModelFailed;
import dev.belay.tier.support.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tier answers, carries on from what is done, and falls where no model answers.
interface AnswerContract extends TierOnStage {
    @Test
    default void answersWithoutTools() {
        scene().model.script(List.of(new Message.Assistant("Hello.")));

        Answer answer = attempt();

        assertThat(answer.message().text()).isEqualTo("Hello.");
        assertThat(answer.provenance()).isEqualTo(new Answer.Provenance(id(), "model-1", null, List.of()));
        assertThat(answer.usage()).isEqualTo(Scene.TURN);
        assertThat(scene().model.asked()).isOne();
        assertThat(scene().lastShown()).contains("Be brief.").contains("Do it.");
        assertThat(scene().passage.lines()).containsExactly("begin " + id() + " 1 at 0", "held " + id());
    }

    @Test
    default void usesToolsUntilItCanAnswer() {
        scene().model.script(CONVERSATION);

        Answer answer = attempt();

        assertThat(answer.message().text()).isEqualTo("all five done");
        assertThat(scene().tools.executed()).isEqualTo(ALL);
        assertThat(scene().results()).isEqualTo(ALL);
        assertThat(scene().model.asked()).isEqualTo(4);
        assertThat(scene().lastShown()).contains(ALL);
        assertThat(answer.usage().inputTokens()).isEqualTo(40);
        assertThat(scene().passage.used()).containsExactly(answer.usage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    default void carriesOverWhatIsDone(int k) {
        scene().model.script(CONVERSATION);
        scene().carriedOver(CONVERSATION, k);

        Answer answer = attempt();

        assertThat(answer.message().text()).isEqualTo("all five done");
        assertThat(scene().tools.executed()).isEqualTo(ALL.subList(k, 5));
        assertThat(scene().results()).isEqualTo(ALL);
        assertThat(scene().lastShown()).contains(ALL);
    }

    @Test
    default void takesTheAnswerThatIsAlreadyDecided() {
        scene().carriedOver(CONVERSATION, 6);

        assertThat(attempt().message().text()).isEqualTo("all five done");
        assertThat(scene().model.asked()).isZero();
    }

    @Test
    default void keepsTheRolesOfALongConversation() {
        scene().messages(
                        new Message.System("Be brief."),
                        new Message.User("first question"),
                        calls("h1 theirs 7"),
                        new Message.Tool("h1", "theirs", "their result"),
                        new Message.Assistant("first answer"),
                        new Message.User("second {question} {{with}} braces"));
        scene().model.script(List.of(new Message.Assistant("second answer")));

        assertThat(attempt().message().text()).isEqualTo("second answer");
        assertThat(scene().lastShown())
                .containsSubsequence("first question", "their result", "first answer", "{question} {{with}} braces");
    }

    @Test
    default void givesCallsTheirOwnIds() {
        scene().model
                .script(List.of(
                        calls("call_0 alpha 1"),
                        calls("call_0 beta 2", "call_0 gamma 3"),
                        new Message.Assistant("done")));

        attempt();

        assertThat(scene().tools.executed()).containsExactly("alpha(1)", "beta(2)", "gamma(3)");
        assertThat(scene().resultIds()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    default void fallsWhenNoModelAnswers() {
        scene().model.script((_, _) -> {
            throw new ModelFailed(new Failure.Overloaded("503", null));
        });

        assertThat(fall()).isInstanceOf(Failure.Overloaded.class);
        assertThat(scene().model.asked()).isOne();
        assertThat(scene().passage.lines())
                .containsExactly(
                        "begin " + id() + " 1 at 0",
                        "failed " + id() + " overloaded",
                        "settle",
                        "fell " + id() + " overloaded -> null");
    }

    @Test
    default void fallsInTheMiddleWithWhatItHas() {
        scene().model.script((decisions, _) -> {
            if (decisions == 2) {
                throw new ModelFailed(new Failure.ConnectionLost("gone"));
            }
            return CONVERSATION.get(decisions);
        });

        assertThat(fall()).isInstanceOf(Failure.ConnectionLost.class);
        assertThat(scene().results()).isEqualTo(ALL.subList(0, 3));
        assertThat(scene().passage.used().getFirst().inputTokens()).isEqualTo(20);
    }
}
