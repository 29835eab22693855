package dev.belay.gateway.work;

import dev.belay.budget.Budgets;
import dev.belay.budget.Purse;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.speech.Speech;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.RunBook;
import dev.belay.gateway.Streaming;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.policy.Policy;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.run.Explanation;
import dev.belay.run.Runs;
import dev.belay.run.follow.Audience;
import dev.belay.strategy.Strategy;
import dev.belay.tier.Chain;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;

/// Starts the work on opened runs, each on a virtual thread of its own and watched by a timer at its deadline.
public final class Launch {
    private final Map<String, Strategy> strategies;
    private final Announcer announcer;
    private final Workers workers;
    private final Time time;
    private final Duration unwind;
    private final Budgets budgets;

    /// @param strategies by name
    /// @param unwind how long stopped work may take before its end is written down without it
    /// @param budgets out of which runs are paid for
    public Launch(
            Map<String, Strategy> strategies,
            Announcer announcer,
            Workers workers,
            Time time,
            Duration unwind,
            Budgets budgets) {
        this.budgets = budgets;
        this.strategies = Map.copyOf(strategies);
        this.announcer = announcer;
        this.workers = workers;
        this.time = time;
        this.unwind = unwind;
    }

    /// A deadline that begins now.
    public Deadline deadline(Duration whole) {
        return Deadline.after(whole, time.ticker());
    }

    /// @param chain the tiers that are tried
    /// @param deadline began when the request came in, or when the run was taken up again
    /// @param streaming when the caller begins to hear the answer
    /// @param before done before the first tier is tried; what it throws ends the run, or makes it rest
    /// @param seat of the caller among those who wait for the run; `null` if nobody does
    public record Order(
            Admitted admitted,
            Caller caller,
            Chain chain,
            Deadline deadline,
            Streaming streaming,
            Runnable before,
            Audience.Seat seat) {}

    /// Opens the node of a run that is taken up again in the trace of its caller.
    public Scopes.Scope open(BelayEvent.RunStarted started, Map<String, String> inbound) {
        return announcer.open(started, inbound);
    }

    /// Opens the node of a run in the trace, heard by whoever submitted it, too.
    public Function<BelayEvent.RunStarted, Scopes.Scope> opener(Gateway.Submission submission, Admitted admitted) {
        BelayEvent.Task task = BelayEvent.Task.of(admitted.request());
        return started -> announcer.open(started.of(task), submission.propagation(), submission.listener());
    }

    /// Starts the work, or ends the run at once if it cannot be started: no open run stays without somebody who works
    /// on it.
    ///
    /// @param runs where the caller hears of a run that goes on elsewhere
    /// @param onEnd called once, when the run has ended
    public Gateway.Ticket start(Order order, RunBook.Live run, Runs runs, Runnable onEnd) {
        Purse purse = purse(order, run);
        Runnable over = () -> {
            budgets.close(run.runId(), purse);
            onEnd.run();
        };
        try {
            var elsewhere = new AttachedTicket(run.runId(), order.caller(), runs, order.deadline(), null, Pause.REAL);
            return new OwnTicket(work(order, run, over), elsewhere, order.seat());
        } catch (RuntimeException e) {
            budgets.close(run.runId(), purse);
            run.end(Verdict.failed(new Failure.TierBroken("the run could not be started")));
            throw e;
        }
    }

    /// Ends a run that cannot be worked on, with what is known of its effects.
    public void end(RunBook.Live run, Failure why) {
        var terms = new RunWork.Terms(deadline(Duration.ZERO), true, false, null);
        var silent = new SpokenAnswer(Streaming.BUFFER);
        workers.start(() -> new RunWork(run, terms, silent, () -> {}).run(() -> {}, () -> {
            throw new TierFailed(why);
        }));
    }

    /// The end of a run that cannot be worked on, where nobody works on it.
    public static Outcome failed(List<Explanation.Effect> effects, Failure why) {
        return Verdict.with(effects, Verdict.failed(why));
    }

    /// Attaches to a run that an earlier request started, here or in another process.
    ///
    /// @param deadline by which this request's caller hears
    /// @param seat of this request's caller among those who wait for the run; `null` in another process
    public Gateway.Ticket attach(String runId, Caller caller, Runs runs, Deadline deadline, Audience.Seat seat) {
        return new AttachedTicket(runId, caller, runs, deadline, seat, Pause.REAL);
    }

    private RunWork work(Order order, RunBook.Live run, Runnable onEnd) {
        Admitted admitted = order.admitted();
        Policy.Delivery delivery = admitted.policy().delivery();
        var seen = new RunWork.Seen(order.caller(), delivery.review());
        RunWork.Terms terms = new RunWork.Terms(order.deadline(), admitted.acts(), delivery.degraded(), seen);
        SpokenAnswer spoken = new SpokenAnswer(order.streaming());
        RunWork work = new RunWork(run, terms, spoken, onEnd);
        TierCall call = call(order, run, spoken);
        ScheduledFuture<?> watch = workers.after(order.deadline().remaining(), () -> overdue(work));
        work.heard().whenComplete((_, _) -> watch.cancel(false));
        Strategy strategy = strategies.get(admitted.strategy());
        workers.start(() -> work.run(order.before(), () -> strategy.answer(call)));
        return work;
    }

    private Purse purse(Order order, RunBook.Live run) {
        Admitted admitted = order.admitted();
        Request.Terms terms = admitted.request().terms();
        var spender = new Budgets.Spender(
                run.runId(),
                run.rootId(),
                order.caller().id(),
                terms.session(),
                admitted.policy().name());
        return budgets.open(
                spender, terms.budget(), admitted.policy().delivery().breach());
    }

    /// The work is stopped; if it does not unwind, its end is written down without it.
    private void overdue(RunWork work) {
        if (work.overdue()) {
            workers.after(unwind, work::close);
        } else {
            work.hearDecided();
        }
    }

    private static TierCall call(Order order, RunBook.Live run, Speech speech) {
        Admitted admitted = order.admitted();
        TierCall.Work work = new TierCall.Work(
                new TierCall.Identity(run.runId(), run.rootId(), order.caller()),
                admitted.request(),
                admitted.policy().route(),
                new TierCall.Limits(order.deadline(), admitted.reserve(), run.cancellation()),
                run.scope(),
                new HeardPassage(run.passage(), speech));
        return new TierCall(work, order.chain());
    }
}
