package dev.belay.tier;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.ToolCall;
import dev.belay.journal.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What models do wrong is told to them once, and is a fall when they do it again.
interface BadModelContract extends TierOnStage {
    @Test
    default void tellsTheModelOnceThatAToolDoesNotExist() {
        scene().model
                .script(List.of(
                        calls("c1 alpha 1"), calls("c2 omega 2", "c3 beta 3"), new Message.Assistant("better")));

        assertThat(attempt().message().text()).isEqualTo("better");
        assertThat(scene().tools.executed()).containsExactly("alpha(1)", "beta(3)");
        assertThat(scene().lastShown()).contains("there is no tool omega");
    }

    @Test
    default void fallsWhenAToolDoesNotExistForTheSecondTime() {
        scene().model.script(List.of(calls("c1 omega 1"), calls("c2 psi 2")));

        assertThat(flaw()).isEqualTo(BadAnswer.Flaw.UNKNOWN_TOOL);
        assertThat(scene().facts(Entry.Correction.class)).hasSize(1);
    }

    @Test
    default void tellsTheModelThatArgumentsAreBad() {
        scene().model.script(List.of(bad("c1"), calls("c2 alpha 2"), bad("c3"), new Message.Assistant("fine")));

        assertThat(attempt().message().text()).isEqualTo("fine");
        assertThat(scene().tools.executed()).containsExactly("alpha(2)");
        assertThat(scene().lastShown()).contains("x is required");
    }

    @Test
    default void fallsWhenArgumentsStayBad() {
        scene().model.script(List.of(bad("c1"), bad("c2"), new Message.Assistant("never asked for")));

        assertThat(flaw()).isEqualTo(BadAnswer.Flaw.TOOL_ARGUMENTS);
    }

    private static Message.Assistant bad(String id) {
        return new Message.Assistant("", List.of(new ToolCall(id, "alpha", "{}")));
    }

    @Test
    default void fallsWhenTheModelGoesRoundInCircles() {
        scene().model.script((decisions, _) -> calls("c" + decisions + " alpha 1"));

        assertThat(flaw()).isEqualTo(BadAnswer.Flaw.LOOPING);
        assertThat(scene().tools.executed()).hasSize(3);
    }

    @Test
    default void fallsWhenThereIsNoEndOfTurns() {
        scene().model.script((decisions, _) -> calls("c" + decisions + " alpha " + decisions));

        assertThat(flaw()).isEqualTo(BadAnswer.Flaw.TOO_MANY_TURNS);
    }

    @Test
    default void givesTheModelOneChanceToKeepToTheForm() {
        scene().format(new ResponseFormat(ResponseFormat.Kind.JSON_OBJECT, null, null, false));
        scene().model.script((_, _) -> new Message.Assistant(scene().model.asked() == 1 ? "sure!" : "{\"a\":1}"));

        assertThat(attempt().message().text()).isEqualTo("{\"a\":1}");
        assertThat(scene().facts(Entry.Correction.class)).hasSize(1);
        assertThat(scene().facts(Entry.Decision.class)).hasSize(1);
        assertThat(scene().lastShown()).contains("sure!").contains("not JSON");
    }

    @Test
    default void fallsWhenTheFormIsNotKept() {
        scene().format(new ResponseFormat(ResponseFormat.Kind.JSON_OBJECT, null, null, false));
        scene().model.script((_, _) -> new Message.Assistant("sure!"));

        assertThat(flaw()).isEqualTo(BadAnswer.Flaw.MALFORMED);
        assertThat(scene().model.asked()).isEqualTo(2);
    }
}
