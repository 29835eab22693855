package dev.belay.edge.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.gateway.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    private static final Answer ANSWER = new Answer(
            new Message.Assistant("42"),
            FinishReason.STOP,
            Usage.NONE,
            new Answer.Provenance("native", "m", null, List.of()));

    /// The design's table. The test also fails for an end that it does not list.
    private static final Map<Outcome, Integer> TABLE = Map.of(
            new Outcome.Succeeded(ANSWER), 0,
            new Outcome.Degraded(ANSWER), 3,
            new Outcome.Rejected("no"), 4,
            new Outcome.Cancelled("stop"), 130,
            new Outcome.Failed(new Failure.NoMatch("none"), new Outcome.Guidance("a", "b", "c")), 1,
            new Outcome.NeedsHuman("may I?", "pay"), 5,
            new Outcome.InDoubt(List.of("pay"), null), 6,
            new Outcome.BudgetStopped("spent"), 7);

    @Test
    void everyEndHasTheExitCodeOfTheDesign() {
        TABLE.forEach((outcome, code) ->
                assertThat(ExitCode.of(outcome)).as(outcome.state().name()).isEqualTo(code));
        assertThat(TABLE.keySet().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Outcome.class.getPermittedSubclasses());
    }

    @Test
    void aServersWordForAnEndMeansTheSame() {
        TABLE.forEach(
                (outcome, code) -> assertThat(ExitCode.of(outcome.state())).isEqualTo(code));
        EnumSet<RunState> untold = EnumSet.allOf(RunState.class);
        TABLE.keySet().forEach(outcome -> untold.remove(outcome.state()));
        assertThat(untold).containsExactly(RunState.RUNNING);
        assertThat(ExitCode.of(RunState.RUNNING)).isNotZero();
    }

    @Test
    void whatTheCallerGotWrongIsUsage() {
        assertThat(ExitCode.of(new Refusal(Refusal.Kind.UNKNOWN, "tools[0]", "no")))
                .isEqualTo(2);
        assertThat(ExitCode.of(new Refusal(Refusal.Kind.OVERLOADED, null, "later")))
                .isEqualTo(1);
    }
}
