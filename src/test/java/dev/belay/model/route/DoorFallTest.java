package dev.belay.model.route;

import static dev.belay.model.Plays.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.model.Plays;
import dev.belay.model.RawProvider;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which failures go on to the next model at once, and which end the question.
class DoorFallTest extends DoorOnTwoProviders {
    private static final String TOO_LONG = "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"long\"}}";
    private static final String NO = "{\"error\":{\"code\":\"content_filter\",\"message\":\"violence\"}}";

    @Test
    void doesNotAskASilentModelTwiceInARun() throws IOException {
        firstPlays(Plays.silence());

        assertThat(answer("belay.models.primary.first-token", "300ms")).isEqualTo("second");
        assertThat(bench.ask("default").message().text()).isEqualTo("second");
        assertThat(failure("model:primary").reason()).isEqualTo("silent");
        calls(1, 2);
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void aStalledModelFallsAtOnce() throws IOException {
        firstPlays((_, line) -> line.stream().event(Plays.delta("Hel")).awaitClose());

        assertThat(answer("belay.calls.limits.idle", "500ms")).isEqualTo("second");
        calls(1, 1);
    }

    @Test
    void asksAModelWithMoreRoom() throws IOException {
        firstPlays(status(400, TOO_LONG));

        assertThat(answer("belay.models.primary.context", "4096", "belay.models.secondary.context", "8192"))
                .isEqualTo("second");
        bench.ask("default");
        calls(1, 2);
    }

    @Test
    void asksNoModelThatIsNotLarger() throws IOException {
        firstPlays(status(400, TOO_LONG));
        open("belay.models.primary.context", "8192", "belay.models.secondary.context", "8192");

        assertThat(failure("default")).isInstanceOf(Failure.ContextTooLong.class);
        calls(1, 0);
    }

    @Test
    void contentPolicyStopsTheRun() throws IOException {
        firstPlays(status(400, NO));
        open();

        assertThat(catchThrowable(() -> bench.ask("default")))
                .isInstanceOf(ControlFlow.Rejected.class)
                .hasMessageContaining("violence");
        calls(1, 0);
        assertThat(bench.journal.failures()).containsExactly("primary:content_rejected");
    }

    @Test
    void contentPolicyFallsWhereTheRouteSaysSo() throws IOException {
        firstPlays(status(400, NO));

        assertThat(answer("belay.routes.default.on-rejected", "fall")).isEqualTo("second");
        calls(1, 1);
    }

    @Test
    void aRefusalFallsOrStopsAsTheRouteSays() throws IOException {
        RawProvider.Play refuses = Plays.streams(
                List.of("{\"choices\":[{\"delta\":{\"refusal\":\"never\"}}]}", Plays.finish("stop"), "[DONE]"));
        firstPlays(refuses);

        assertThat(answer()).isEqualTo("second");
        bench.close();
        open("belay.routes.default.on-refused", "stop");
        assertThat(catchThrowable(() -> bench.ask("default"))).isInstanceOf(ControlFlow.Rejected.class);
    }

    @Test
    void aWrongKeyIsNotRetriedAndNotTriedAgain() throws IOException {
        firstPlays(status(401, "{\"error\":{\"message\":\"bad key sk-canary-first-key\"}}"));

        assertThat(answer()).isEqualTo("second");
        bench.ask("default");
        calls(1, 2);
        assertThat(bench.journal.entries().toString()).doesNotContain("canary");
    }

    @Test
    void aBadAnswerFallsAtOnce() throws IOException {
        firstPlays((_, line) -> line.whole(200, "text/html", "<html>"));

        assertThat(answer()).isEqualTo("second");
        calls(1, 1);
    }

    @Test
    void aRequestThatIsWrongIsNotRepeated() throws IOException {
        firstPlays(status(400, "{\"error\":{\"message\":\"no field x\"}}"));
        secondPlays(status(400, "{\"error\":{\"message\":\"no field x either\"}}"));
        open();

        assertThat(failure("default").detail()).contains("either");
        calls(1, 1);
    }
}
