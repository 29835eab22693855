package dev.belay.model.route;

import static dev.belay.model.Plays.says;
import static dev.belay.model.Plays.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.model.ModelDoor;
import dev.belay.model.ModelFailed;
import dev.belay.model.Rendition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Each model of a route is shown the messages in its own words, and shorter ones where no model has room.
class DoorRenditionTest extends DoorOnTwoProviders {
    private static final String TOO_LONG = "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"long\"}}";
    private static final List<Message> MESSAGES = List.of(new Message.User("word ".repeat(400)));

    private static final int SMALLEST = 600;

    private boolean shortens = true;
    private final List<Rendition.Listener> asked = new CopyOnWriteArrayList<>();

    @Test
    void eachModelIsToldInItsOwnWords() throws IOException {
        firstPlays(status(401, "{}"));
        open("belay.models.primary.name", "one", "belay.models.primary.call-form", "qwen-coder");

        assertThat(tell().message().text()).isEqualTo("second");
        assertThat(first.requests().getFirst().body()).contains("for one in QWEN_CODER");
        assertThat(second.requests().getFirst().body()).contains("for gpt-4o-mini in null");
    }

    @Test
    void whereNoModelHasRoomTheLargestIsToldHalf() throws IOException {
        firstPlays(status(400, TOO_LONG));
        secondPlays(status(400, TOO_LONG), says("short"));
        open("belay.models.primary.context", "600", "belay.models.secondary.context", "700");

        assertThat(tell().message().text()).isEqualTo("short");
        calls(1, 2);
        assertThat(asked.getLast().window()).isBetween(240, 270);

        // The run remembers that nothing has room for all of it.
        assertThat(tell().message().text()).isEqualTo("short");
        calls(1, 3);
    }

    @Test
    void whatCannotBeShortenedIsNotSentAgain() throws IOException {
        shortens = false;
        firstPlays(status(400, TOO_LONG));
        secondPlays(status(400, TOO_LONG));
        open("belay.models.primary.context", "600", "belay.models.secondary.context", "700");

        assertThat(catchThrowableOfType(ModelFailed.class, this::tell).failure())
                .isInstanceOf(Failure.ContextTooLong.class);
        calls(1, 1);
    }

    @Test
    void asksNoOftenerThanAModelMayBeTried() throws IOException {
        firstPlays(status(400, TOO_LONG));
        secondPlays(status(503, "{}"), status(503, "{}"), status(400, TOO_LONG));
        open("belay.models.primary.context", "600", "belay.models.secondary.context", "700");

        Failure failure = catchThrowableOfType(ModelFailed.class, this::tell).failure();
        assertThat(failure).isInstanceOf(Failure.ContextTooLong.class);
        calls(2, 3);
    }

    @Test
    void whatIsToldAllAlikeIsNotToldShorter() throws IOException {
        firstPlays(status(400, TOO_LONG));
        secondPlays(status(400, TOO_LONG));
        open("belay.models.primary.context", "600", "belay.models.secondary.context", "700");

        assertThat(failure("default")).isInstanceOf(Failure.ContextTooLong.class);
        calls(1, 1);
    }

    private ModelDoor.Reply tell() {
        Rendition rendition = (messages, listener) -> {
            asked.add(listener);
            boolean half = listener.window() != null && listener.window() < SMALLEST;
            return List.of(
                    new Message.System("for " + listener.name() + " in " + listener.callForm()),
                    half && shortens ? new Message.User("less") : messages.getFirst());
        };
        var prompt = new ModelDoor.Prompt(
                MESSAGES, List.of(), ToolChoice.AUTO, Sampling.DEFAULT, ResponseFormat.TEXT, rendition);
        return bench.ask(prompt, "default", Duration.ofMinutes(1));
    }
}
