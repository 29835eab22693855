package dev.belay.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.health.Health;
import dev.belay.model.CallsConfig;
import dev.belay.model.Configs;
import dev.belay.model.ModelDoor;
import dev.belay.model.Models;
import dev.belay.model.guard.Gate;
import dev.belay.model.guard.Gates;
import dev.belay.model.wire.Answered;
import dev.belay.model.wire.CallFailed;
import dev.belay.platform.Time;
import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The door in the container, where guards come from another implementation than in plain tests.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DoorQuarkusTest {
    @Inject
    ModelDoor door;

    @Inject
    Models models;

    @Inject
    CallsConfig calls;

    @Test
    void isWired() {
        assertThat(door).isInstanceOf(RoutedModelDoor.class);
        assertThat(models.hasRoute("model:nobody")).isFalse();
        assertThat(calls.retry().attempts()).isBetween(1, 4);
    }

    @Test
    void guardsModelsInTheContainer() {
        Configs one = Configs.of("belay.models.m.base-url", "http://localhost/v1");
        var health = new Health("other", Time.SYSTEM, _ -> {});
        Gates gates = new Gates(one.catalog(), calls, health, Time.SYSTEM, Duration.ofSeconds(10));
        Gate gate = gates.of(one.catalog().model("m").orElseThrow());
        Answered answer = new Answered(new Message.Assistant("hi"), FinishReason.STOP, Usage.NONE, "m", Duration.ZERO);

        assertThat(gate.pass(() -> answer)).isEqualTo(answer);
        for (int i = 0; i < calls.breaker().requests(); i++) {
            fail(gate);
        }

        assertThat(gate.state()).isEqualTo(Breaker.OPEN);
        assertThat(fail(gate)).isInstanceOf(Failure.BreakerOpen.class);
    }

    private static Failure fail(Gate gate) {
        return catchThrowableOfType(
                        CallFailed.class,
                        () -> gate.pass(() -> {
                            throw new CallFailed(new Failure.Overloaded("busy", null));
                        }))
                .failure();
    }
}
