package dev.belay.tool.execute;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls;
import dev.belay.tool.execute.call.Calls.Try;
import dev.belay.tool.execute.call.Span;
import dev.belay.tool.execute.call.Waiting;
import dev.belay.tool.execute.call.Wording;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Runs a call that only reads. Nothing outlives the attempt: when it is cancelled, the result is dropped.
final class PureRun {
    private final Calls calls;
    private final Workers workers;
    private final Time time;

    PureRun(Calls calls, Workers workers, Time time) {
        this.calls = calls;
        this.workers = workers;
        this.time = time;
    }

    ToolResult execute(Asked asked, Span span) {
        Cancellation attempt = asked.bench().cancellation();
        long began = time.nanos();
        Duration timeout =
                asked.bench().deadline().within(asked.tool().limits().timeout()).remaining();
        Cancellation stop = attempt.child();
        try {
            attempt.check();
            CompletableFuture<Try> end = new CompletableFuture<>();
            workers.start(() -> end.complete(calls.run(asked, span.scope(), null, timeout, stop)));
            ToolResult result = result(asked, Waiting.forEnd(end, attempt));
            attempt.check();
            asked.bench()
                    .journal()
                    .append(asked.done(result, null, time.since(began).toMillis()));
            span.close(result);
            return result;
        } finally {
            stop.release();
            span.close(Status.ERROR, Source.EXECUTED);
        }
    }

    private static ToolResult result(Asked asked, Try end) {
        return switch (end) {
            case Try.Returned returned -> asked.result(returned.output(), Status.OK, Source.EXECUTED);
            case Try.SaidNo no -> asked.result(no.why(), Status.ERROR, Source.EXECUTED);
            case Try.Threw threw ->
                asked.result("the tool failed: " + Wording.of(threw.cause()), Status.ERROR, Source.EXECUTED);
            case Try.StillRunning _ ->
                asked.result("the tool took too long and was given up", Status.ERROR, Source.EXECUTED);
        };
    }
}
