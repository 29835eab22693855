package dev.belay.drill;

import dev.belay.exchange.Cancellation;
import dev.belay.platform.Time;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/// A provider whose pauses take no time and are written down, and whose clock stands until a test moves it.
abstract class FaultsWithoutWaiting {
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final AtomicLong nanos = new AtomicLong(1);
    final StandIn provider = StandIn.start(
            StandInOptions.onAnyPort().with(this::pause).with(new Time(InstantSource.system(), nanos::get)));
    final HttpCaller caller = new HttpCaller(provider);

    private void pause(Duration duration, Cancellation client) {
        pauses.add(duration);
        client.check();
    }

    @AfterEach
    void stop() {
        caller.close();
        provider.close();
    }
}
