package dev.belay.tool.execute.call;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.guard.Passing;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Calls a tool on a virtual thread of its own and waits for it, but not for ever. Nobody interrupts that
/// thread.
public final class Calls {
    private static final Logger LOG = Logger.getLogger(Calls.class);
    /// The longest a tool may take to end after it was told that it is given up.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Workers workers;
    private final Time time;

    public Calls(Workers workers, Time time) {
        this.workers = workers;
        this.time = time;
    }

    /// Calls the tool and waits at most `timeout`; then tells it to stop and waits a little more.
    ///
    /// @param key `null` for tools without effect
    /// @param stop cancelled here when the time is over
    public Try run(Asked asked, Scopes.Scope scope, String key, Duration timeout, Cancellation stop) {
        ToolContext context = context(asked, scope, key, timeout, stop);
        CompletableFuture<Try> end = new CompletableFuture<>();
        workers.start(() -> end.complete(called(asked, scope, context)));
        Try inTime = await(end, timeout);
        if (inTime != null) {
            return inTime;
        }
        stop.cancel("the tool's time is over");
        Try afterwards = await(end, timeout.compareTo(GRACE) < 0 ? timeout : GRACE);
        return afterwards == null ? new Try.StillRunning(end) : afterwards;
    }

    /// Calls the tool on this very thread, in the ledger's transaction.
    public Try inTransaction(Asked asked, Scopes.Scope scope, String key, Connection transaction) {
        var owner = asked.bench().owner();
        Deadline deadline = Deadline.after(asked.tool().limits().timeout(), time.ticker());
        var effect = new ToolContext.Effect(key, transaction);
        return called(
                asked,
                scope,
                new ToolContext(
                        owner.runId(), owner.caller(), effect, deadline, new Cancellation(), scope.propagation()));
    }

    /// Asks the tool's destination, and waits at most `timeout`.
    public Tool.Reconciliation reconcile(Asked asked, Scopes.Scope scope, String key, Duration timeout) {
        Cancellation stop = new Cancellation();
        ToolContext context = context(asked, scope, key, timeout, stop);
        CompletableFuture<Tool.Reconciliation> end = new CompletableFuture<>();
        workers.start(() -> end.complete(reconciled(asked, scope, context)));
        Tool.Reconciliation said = await(end, timeout);
        stop.cancel("the tool's time is over");
        return said == null ? new Tool.Reconciliation.Unknown("the destination did not say in time") : said;
    }

    private ToolContext context(Asked asked, Scopes.Scope scope, String key, Duration timeout, Cancellation stop) {
        var owner = asked.bench().owner();
        Deadline deadline = Deadline.after(timeout, time.ticker());
        ToolContext.Effect effect = key == null ? null : ToolContext.Effect.keyed(key);
        return new ToolContext(owner.runId(), owner.caller(), effect, deadline, stop, scope.propagation());
    }

    private static Try called(Asked asked, Scopes.Scope scope, ToolContext context) {
        try (var _ = scope.enter()) {
            String output = asked.entry().tool().run(asked.arguments(), context);
            return new Try.Returned(shown(asked, output));
        } catch (ToolFailed e) {
            String why = Wording.bounded(e.getMessage(), asked.tool().limits().output());
            return new Try.SaidNo(why, e.mayPass(), e.after());
        } catch (ControlFlow.NeedsHuman e) {
            return new Try.Asks(
                    Wording.bounded(e.getMessage(), asked.tool().limits().output()));
        } catch (
                Throwable
                        e) { // also a LinkageError or a StackOverflowError leaves an effect that somebody has to settle
            LOG.warnf("tool %s threw %s", asked.tool().name(), e.getClass().getName());
            LOG.debugf(e, "tool %s", asked.tool().name());
            return new Try.Threw(e);
        }
    }

    /// The flag is said of the whole result, and outside of the limit: what is cut would not fit any schema.
    private static String shown(Asked asked, String output) {
        String flag = asked.entry().flag(output);
        if (!flag.isEmpty()) {
            LOG.warnf(
                    "tool %s: its result has another shape than declared",
                    asked.tool().name());
        }
        return flag + Wording.bounded(output, asked.tool().limits().output());
    }

    private static Tool.Reconciliation reconciled(Asked asked, Scopes.Scope scope, ToolContext context) {
        try (var _ = scope.enter()) {
            return switch (asked.entry().tool().reconcile(asked.arguments(), context)) {
                case Tool.Reconciliation.Happened happened ->
                    new Tool.Reconciliation.Happened(shown(asked, happened.result()));
                case Tool.Reconciliation other -> other;
            };
        } catch (Throwable e) {
            LOG.warnf(
                    "tool %s could not reconcile: %s",
                    asked.tool().name(), e.getClass().getName());
            return new Tool.Reconciliation.Unknown("the destination could not be asked");
        }
    }

    /// @return `null` if it took too long
    private static <T> T await(CompletableFuture<T> end, Duration timeout) {
        try {
            return end.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a tool's end is always a value", e);
        }
    }

    /// What came of calling a tool once.
    public sealed interface Try {

        /// Whether the same call may come to something else a little later.
        default boolean mayPass() {
            return switch (this) {
                case Returned _, Asks _ -> false;
                case SaidNo no -> no.mayPass();
                case Threw threw -> Passing.is(threw.cause());
                case StillRunning _ -> true;
            };
        }

        /// Whether the tool works, whatever it said.
        default boolean answered() {
            return switch (this) {
                case Returned _, Asks _ -> true;
                case SaidNo no -> !no.mayPass();
                case Threw _, StillRunning _ -> false;
            };
        }

        record Returned(String output) implements Try {}

        /// The tool says no: certainly no effect.
        ///
        /// @param mayPass whether the same call is worth another try
        /// @param after how long the destination asks to be left alone, or `null`
        record SaidNo(String why, boolean mayPass, Duration after) implements Try {}

        /// The tool stopped before it did anything, because a person has to say something first.
        record Asks(String question) implements Try {}

        /// Anything may have happened.
        record Threw(Throwable cause) implements Try {}

        /// Given up, but not over.
        ///
        /// @param end completes when it is, if ever
        record StillRunning(CompletableFuture<Try> end) implements Try {}
    }
}
