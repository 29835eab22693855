package dev.belay.model.route;

import static dev.belay.model.Plays.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Failure;
import dev.belay.model.ModelDoor;
import dev.belay.model.ModelFailed;
import dev.belay.model.RawProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// A door whose route asks two providers on real sockets, each of which plays what a test says.
@Timeout(20)
abstract class DoorOnTwoProviders {
    RawProvider first = new RawProvider(says("first"));
    RawProvider second = new RawProvider(says("second"));
    DoorBench bench;

    @AfterEach
    void close() throws IOException {
        first.close();
        second.close();
        if (bench != null) {
            bench.close();
        }
    }

    void firstPlays(RawProvider.Play... plays) throws IOException {
        first.close();
        first = new RawProvider(plays);
    }

    void secondPlays(RawProvider.Play... plays) throws IOException {
        second.close();
        second = new RawProvider(plays);
    }

    String answer(String... properties) {
        return ask(properties).message().text();
    }

    ModelDoor.Reply ask(String... properties) {
        open(properties);
        return bench.ask("default");
    }

    void open(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "belay.models.primary.base-url",
                first.url(),
                "belay.models.primary.api-key",
                "sk-canary-first-key",
                "belay.models.secondary.base-url",
                second.url()));
        all.addAll(List.of(properties));
        bench = new DoorBench(all.toArray(String[]::new));
    }

    Failure failure(String route) {
        return catchThrowableOfType(ModelFailed.class, () -> bench.ask(route)).failure();
    }

    void calls(int ofFirst, int ofSecond) {
        assertThat(first.calls()).describedAs("calls the first provider saw").isEqualTo(ofFirst);
        assertThat(second.calls()).describedAs("calls the second provider saw").isEqualTo(ofSecond);
    }
}
