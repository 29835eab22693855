package dev.belay.tier.code;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.support.PostgresResource;
import dev.belay.tier.TierContract;
import dev.belay.tier.support.Scene;
import dev.belay.tier.support.Stage;
import dev.belay.tier.support.StageTools;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Stage.class)
@QuarkusTestResource(PostgresResource.class)
class CodeTierQuarkusTest extends TierContract {
    @Override
    public String id() {
        return CodeTier.ID;
    }

    @Override
    public int retries() {
        return 0;
    }

    /// Unlike the calls of one message, those of a program have an order: what comes before was meant to be done
    /// before.
    @Test
    @Override
    public void returnsTheCallersOwnCalls() {
        scene().clientTools("theirs");
        scene().model.script(List.of(calls("c1 alpha 1"), calls("c2 beta 2", "c3 theirs 3", "c4 gamma 4")));

        Throwable thrown = catchThrowable(this::attempt);

        assertThat(thrown).isInstanceOf(ControlFlow.ClientToolCalls.class);
        assertThat(((ControlFlow.ClientToolCalls) thrown).answer().message().toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.name() + call.arguments()).isEqualTo("theirs{\"x\":\"3\"}"));
        assertThat(scene().tools.executed()).containsExactly("alpha(1)", "beta(2)");
        assertThat(scene().passage.lines()).contains("held " + id());
    }

    @Test
    void goesOnWithAProgramThatWasCutShort() {
        scene().model
                .script(List.of(
                        program("let total = 40; const f = () => total; alpha({x: '1'});"),
                        program("total += 2; beta({x: '2'}); gamma({x: '3'}); final_answer('It is ' + f())")));
        scene().tools.behave(call -> {
            if (call.name().equals("gamma")) {
                throw new ControlFlow.NeedsHuman("may it?", "gamma");
            }
            return StageTools.result(call);
        });
        assertThat(catchThrowable(this::attempt)).isInstanceOf(ControlFlow.NeedsHuman.class);

        scene().tools.behave(StageTools::result);

        assertThat(attempt().message().text()).isEqualTo("It is 42");
        assertThat(scene().tools.executed()).containsExactly("alpha(1)", "beta(2)", "gamma(3)", "gamma(3)");
        assertThat(scene().model.asked()).isEqualTo(2);
    }

    @Test
    void doesNothingWhenAProgramTakesAnotherWayThanBefore() {
        var stamp = new Entry.ModelStamp("m", "model-1");
        Message.Assistant written = program("alpha({x: '1'}); beta({x: '2'})");
        scene().journal()
                .append(new Entry.Program(id(), stamp, written, "alpha({x: '1'}); beta({x: '2'})", Scene.TURN, 1));
        Message.Assistant other = calls("c1 alpha 9");
        Entry made = scene().journal()
                .append(new Entry.Decision(id(), stamp, other, FinishReason.TOOL_CALLS, Usage.NONE, 0));
        scene().journal()
                .append(new Entry.ToolDone(
                        made.seq(), StageTools.result(other.toolCalls().getFirst()), "PURE", null, 1));
        scene().model.script((_, _) -> new Message.Assistant("I see."));

        assertThat(attempt().message().text()).isEqualTo("I see.");
        assertThat(scene().tools.executed()).isEmpty();
        assertThat(scene().lastShown()).contains("could not be carried on");
    }

    @Test
    void fallsWhenTheSameProgramComesAgainAndAgain() {
        scene().model.script((_, _) -> program("console.log('still thinking')"));

        assertThat(flaw()).isEqualTo(BadAnswer.Flaw.LOOPING);
        assertThat(scene().model.asked()).isEqualTo(4);
    }

    private static Message.Assistant program(String source) {
        return new Message.Assistant("```js\n" + source + "\n```");
    }
}
