package dev.belay.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.speech.Take;
import dev.belay.model.Configs;
import dev.belay.model.RawProvider;
import dev.belay.model.catalog.CallLimits;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.memory.ByteBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// A client and a provider on a real socket that plays what a test says.
@Timeout(20)
abstract class ClientOnProvider {
    static final String KEY = "sk-canary-1234567890";
    static final Duration SHORT = Duration.ofMillis(200);
    static final Duration LONG = Duration.ofSeconds(30);

    final Workers workers = new Workers();
    final Cancellation cancellation = new Cancellation();
    final Deadline deadline = Deadline.after(LONG, System::nanoTime);
    ByteBudget answers = new ByteBudget(Long.MAX_VALUE);
    RawProvider provider;

    @AfterEach
    void close() throws IOException {
        provider.close();
        workers.close();
    }

    void plays(RawProvider.Play... plays) {
        provider = new RawProvider(plays);
    }

    Answered ask(CallLimits limits, String... properties) {
        return ask(limits, deadline, properties);
    }

    Answered ask(CallLimits limits, Deadline until, String... properties) {
        var model = Configs.model(provider.url(), properties);
        return client(limits)
                .ask(
                        new Call(
                                model,
                                Configs.prompt("hi"),
                                until,
                                cancellation,
                                Map.of("traceparent", "00-1-2-01"),
                                Take.UNHEARD),
                        _ -> {});
    }

    ChatClient client(CallLimits limits) {
        return new ChatClient(limits, LONG, answers, Time.SYSTEM, new Ids(Time.SYSTEM.wall()), workers);
    }

    static CallLimits limits(Duration firstToken, Duration idle) {
        return new CallLimits(firstToken, idle, LONG, 0, LONG, 100_000);
    }

    Failure failure(CallLimits limits, String... properties) {
        CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ask(limits, properties));
        assertThat(failed).isNotNull();
        return failed.failure();
    }
}
