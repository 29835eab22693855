package dev.belay.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer.Flaw;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of the design, row by row.
class ReactionTest {
    private static final Duration ASKED = Duration.ofSeconds(2);

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(new Failure.RateLimited("", ASKED), new Reaction.Again(ASKED)),
                Arguments.of(new Failure.Overloaded("", ASKED), new Reaction.Again(ASKED)),
                Arguments.of(new Failure.ConnectionLost(""), new Reaction.Again(null)),
                Arguments.of(new Failure.Saturated(""), new Reaction.NextModel(false)),
                Arguments.of(new Failure.Silent("", Failure.Silent.Phase.IDLE), new Reaction.NextModel(true)),
                Arguments.of(new Failure.BreakerOpen(""), new Reaction.NextModel(false)),
                Arguments.of(new Failure.InvalidRequest(""), new Reaction.NextModel(false)),
                Arguments.of(new Failure.ContextTooLong(""), new Reaction.Roomier()),
                Arguments.of(new Failure.ContentRejected(""), new Reaction.StopOrNext()),
                Arguments.of(new Failure.Unauthorized(""), new Reaction.AlertAndNext()),
                Arguments.of(new Failure.BadAnswer("", Flaw.EMPTY), new Reaction.Correct()),
                Arguments.of(new Failure.BadAnswer("", Flaw.CUT), new Reaction.Correct()),
                Arguments.of(new Failure.BadAnswer("", Flaw.SCHEMA), new Reaction.Correct()),
                Arguments.of(new Failure.BadAnswer("", Flaw.TOOL_ARGUMENTS), new Reaction.Correct()),
                Arguments.of(new Failure.BadAnswer("", Flaw.MALFORMED), new Reaction.NextModel(false)),
                Arguments.of(new Failure.BadAnswer("", Flaw.REFUSED), new Reaction.StopOrNext()),
                Arguments.of(new Failure.BadAnswer("", Flaw.LOOPING), new Reaction.Fall()),
                Arguments.of(new Failure.DeadlinePassed(""), new Reaction.Fall()),
                Arguments.of(new Failure.TierBroken(""), new Reaction.Fall()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void leadsWhereTheDesignSays(Failure failure, Reaction reaction) {
        assertThat(Reaction.to(failure)).isEqualTo(reaction);
    }

    @Test
    void blamesProvidersOnlyForTheirOwnFaults() {
        assertThat(Reaction.isProviderFault(new Failure.Overloaded("", null))).isTrue();
        assertThat(Reaction.isProviderFault(new Failure.InvalidRequest(""))).isFalse();
        assertThat(Reaction.isProviderFault(new Failure.BadAnswer("", Flaw.EMPTY)))
                .isFalse();
        assertThat(Reaction.isProviderFault(new Failure.Saturated(""))).isFalse();
    }
}
