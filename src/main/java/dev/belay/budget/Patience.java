package dev.belay.budget;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.platform.Pause;
import java.time.Duration;
import java.util.function.Supplier;

/// Waits for what others have set aside and may not need. What is used up is not waited for.
///
/// @param limit how long
public record Patience(Duration limit, Pause pause) {
    private static final Duration FIRST_WAIT = Duration.ofMillis(25);

    /// Reserves, again and again while that may come to something.
    ///
    /// @throws dev.belay.exchange.ControlFlow.Cancelled if that happens while it is waited
    public Grant reserve(Supplier<Grant> reserving, Deadline deadline, Cancellation cancellation) {
        Deadline last = deadline.within(limit);
        Duration wait = FIRST_WAIT;
        while (true) {
            Grant grant = reserving.get();
            boolean mayFree = grant instanceof Grant.Refused refused && refused.mayFree();
            if (!mayFree || last.remaining().compareTo(wait) < 0) {
                return grant;
            }
            pause.await(wait, cancellation);
            wait = wait.multipliedBy(2);
        }
    }
}
