package dev.belay.tier;

import static dev.belay.tier.support.StageModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.tier.support.StageTools;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is to stop the run passes the framework untouched.
interface ControlFlowContract extends TierOnStage {
    static Stream<ControlFlow> controlFlows() {
        return Stream.of(
                new ControlFlow.NeedsHuman("may it?", "beta"),
                new ControlFlow.BudgetStopped("no money"),
                new ControlFlow.Cancelled("enough"),
                new ControlFlow.Rejected("against the rules"));
    }

    @ParameterizedTest
    @MethodSource("dev.belay.tier.ControlFlowContract#controlFlows")
    default void letsControlFlowOfToolsThrough(ControlFlow flow) {
        scene().model.script(CONVERSATION);
        scene().tools.behave(call -> {
            if (call.name().equals("beta")) {
                throw flow;
            }
            return StageTools.result(call);
        });

        assertThatThrownBy(this::attempt).isSameAs(flow);
        assertThat(scene().tools.executed()).containsExactly("alpha(1)", "beta(2)");
        assertThat(scene().model.asked()).isEqualTo(2);
        assertThat(scene().passage.lines()).noneMatch(line -> line.startsWith("fell"));
    }

    @ParameterizedTest
    @MethodSource("dev.belay.tier.ControlFlowContract#controlFlows")
    default void letsControlFlowOfModelsThrough(ControlFlow flow) {
        scene().model.script((decisions, _) -> {
            if (decisions == 1) {
                throw flow;
            }
            return CONVERSATION.get(decisions);
        });

        assertThatThrownBy(this::attempt).isSameAs(flow);
        assertThat(scene().passage.lines()).noneMatch(line -> line.startsWith("fell"));
    }

    @Test
    default void returnsTheCallersOwnCalls() {
        scene().clientTools("theirs");
        scene().model.script(List.of(calls("c1 alpha 1"), calls("c2 beta 2", "c3 theirs 3")));

        Throwable thrown = catchThrowable(this::attempt);

        assertThat(thrown).isInstanceOf(ControlFlow.ClientToolCalls.class);
        Answer answer = ((ControlFlow.ClientToolCalls) thrown).answer();
        assertThat(answer.message().toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("theirs");
            assertThat(call.arguments()).contains("3");
        });
        assertThat(scene().tools.executed()).containsExactly("alpha(1)");
        assertThat(scene().passage.lines()).contains("held " + id());
    }
}
