package dev.belay.model.route;

import static dev.belay.model.Plays.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.Configs;
import dev.belay.model.ModelDoor;
import dev.belay.model.ModelFailed;
import dev.belay.model.Plays;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whom the door asks, and what it tells of each call.
class RoutedModelDoorTest extends DoorOnTwoProviders {
    @Test
    void theFirstModelAnswers() {
        ModelDoor.Reply reply = ask("belay.models.primary.input-price", "1", "belay.models.primary.output-price", "2");

        assertThat(reply.message().text()).isEqualTo("first");
        assertThat(reply.model()).isEqualTo("primary");
        assertThat(reply.responseModel()).isEqualTo("real-model");
        assertThat(reply.usage().costUsd()).isEqualByComparingTo("0.00002");
        assertThat(bench.journal.entries()).isEmpty();
        calls(1, 0);
    }

    @Test
    void takesRequestsToModelsThatCan() {
        open("belay.models.primary.native-tools", "false", "belay.models.secondary.vision", "false");
        var tool = new ToolSpec("f", "d", "{\"type\":\"object\"}");
        var image = new Message.User(List.of(new Message.Part.Image("data:image/png;base64,AA", null)));
        Duration deadline = Duration.ofMinutes(1);

        assertThat(bench.ask(Configs.prompt("hi", tool), "default", deadline).model())
                .isEqualTo("secondary");
        ModelDoor.Prompt withImage = Configs.prompt(List.of(image), Sampling.DEFAULT);
        assertThat(bench.ask(withImage, "default", deadline).model()).isEqualTo("primary");
        ModelDoor.Prompt both = Configs.prompt(List.of(image), Sampling.DEFAULT, tool);
        assertThat(catchThrowableOfType(ModelFailed.class, () -> bench.ask(both, "default", deadline))
                        .failure())
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void namesARouteThatIsNotThere() {
        open();

        assertThat(failure("elsewhere")).isEqualTo(new Failure.Unavailable("there is no route elsewhere"));
        assertThat(failure("model:nobody")).isInstanceOf(Failure.Unavailable.class);
        assertThat(bench.ask("model:secondary").model()).isEqualTo("secondary");
    }

    @Test
    void aFailedAttemptIsNotBilled() throws IOException {
        firstPlays(Plays.error(503));

        ModelDoor.Reply reply = ask();

        assertThat(reply.usage().totalTokens()).isEqualTo(15);
        assertThat(bench.journal.entries())
                .extracting(entry -> ((dev.belay.journal.Entry.ModelFailed) entry.fact())
                        .usage()
                        .totalTokens())
                .containsOnly(0L);
    }

    /// Nothing can have come between the beginning of a walk and its first model, but while that one was asked.
    @Test
    void goesOverTheJournalOnceForEachModelThatIsAsked() throws IOException {
        ask();
        assertThat(bench.journal.reads()).isOne();
        bench.close();

        firstPlays(Plays.status(401, "{}"));
        assertThat(ask().model()).isEqualTo("secondary");
        assertThat(bench.journal.reads()).isEqualTo(2);
        calls(1, 1);
    }

    @Test
    void opensAndClosesANodePerCall() throws IOException {
        firstPlays(Plays.error(500), says("first"));

        ask();

        assertThat(bench.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("ModelCallStarted", "ModelCallEnded", "ModelCallStarted", "ModelCallEnded");
        assertThat(bench.events.get(2))
                .isInstanceOfSatisfying(BelayEvent.ModelCallStarted.class, started -> assertThat(started.number())
                        .isEqualTo(2));
        assertThat(bench.events.get(1))
                .isInstanceOfSatisfying(BelayEvent.ModelCallEnded.class, ended -> assertThat(ended.failure())
                        .isInstanceOf(Failure.Overloaded.class));
        assertThat(first.last().headers()).containsEntry("traceparent", "00-trace-3-01");
        assertThat(bench.events.toString()).doesNotContain("canary");
    }

    @Test
    void cancellingEndsTheCallAndAsksNobodyElse() throws IOException, InterruptedException {
        firstPlays((_, line) -> {
            line.stream().event(Plays.delta("Hel"));
            bench.cancellation.cancel("the caller left");
            line.awaitClose();
        });
        open();

        assertThat(catchThrowable(() -> bench.ask("default"))).isInstanceOf(ControlFlow.Cancelled.class);
        assertThat(first.sawClose(5)).isTrue();
        calls(1, 0);
        assertThat(bench.events).hasSize(2);
    }
}
