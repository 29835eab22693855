package dev.belay.tool.execute;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls.Try;
import dev.belay.tool.execute.call.Waiting;
import dev.belay.tool.guard.ToolGuard;
import dev.belay.tool.paid.Fare;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Runs a call that only reads, again while that may help. Ends with its attempt, and at the latest when twice the
/// tool's timeout or the run's deadline is over.
final class PureTries {
    private final EffectRun.Tools tools;

    PureTries(EffectRun.Tools tools) {
        this.tools = tools;
    }

    /// @throws dev.belay.exchange.ControlFlow.Cancelled if the attempt is cancelled
    /// @throws dev.belay.tool.paid.Unaffordable if no call is left; nothing was run then
    Try run(Asked asked, Scopes.Scope scope, Fare fare) {
        ToolGuard guard = tools.guards().of(asked.tool().name());
        Duration timeout = asked.tool().limits().timeout();
        Deadline all = asked.bench().deadline().within(timeout.multipliedBy(2));
        if (asked.bench().owner().leave().aside()) {
            return aside(asked, scope, guard, all.within(timeout), fare);
        }
        String refusal = guard.refusal();
        if (refusal != null) {
            return new Try.SaidNo(refusal, true, null);
        }
        for (int tried = 1; ; tried++) {
            fare.take();
            Try end = once(asked, scope, all.within(timeout), fare);
            guard.breaker().ended(end.answered());
            Duration wait = end.mayPass() ? guard.pause(tried, after(end)) : null;
            if (wait == null || wait.compareTo(all.remaining()) >= 0 || guard.refusal() != null) {
                return end;
            }
            tools.pause().await(wait, asked.bench().cancellation());
            if (guard.refusal() != null) {
                return end;
            }
        }
    }

    /// Once, and the breaker does not hear of it.
    private Try aside(Asked asked, Scopes.Scope scope, ToolGuard guard, Deadline last, Fare fare) {
        if (guard.breaker().open()) {
            return new Try.SaidNo(guard.tool() + " is left alone. It was not called.", true, null);
        }
        fare.take();
        return once(asked, scope, last, fare);
    }

    private Try once(Asked asked, Scopes.Scope scope, Deadline last, Fare fare) {
        Cancellation attempt = asked.bench().cancellation();
        Cancellation stop = attempt.child();
        try {
            attempt.check();
            fare.begins();
            Duration timeout = last.remaining();
            CompletableFuture<Try> end = new CompletableFuture<>();
            tools.workers().start(() -> end.complete(tools.calls().run(asked, scope, null, timeout, stop)));
            return Waiting.forEnd(end, attempt);
        } finally {
            stop.release();
        }
    }

    private static Duration after(Try end) {
        return end instanceof Try.SaidNo no ? no.after() : null;
    }
}
