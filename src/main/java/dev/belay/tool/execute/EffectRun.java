package dev.belay.tool.execute;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Scopes;
import dev.belay.journal.fence.Lease;
import dev.belay.ledger.EffectLedger.Claim.Adopted;
import dev.belay.ledger.EffectState;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.tool.Tool.Reconciliation;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls;
import dev.belay.tool.execute.call.Calls.Try;
import dev.belay.tool.execute.call.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Causes one claimed effect and finds out what became of it, as far as its class allows. Used once, on a
/// thread that nobody interrupts.
final class EffectRun {
    /// How often an effect of class `KEYED` is sent in all.
    private static final int SENDS = 3;
    private static final String DIED = "the process that called the tool died before it heard what came of it";
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);

    private final Asked asked;
    private final Scopes.Scope scope;
    private final String key;
    private final Calls calls;
    private final Lease lease;
    private final Time time;
    private final Pause pause;
    private final long began;
    private final List<CompletableFuture<Try>> open = new ArrayList<>();
    private int unclear;
    private boolean sent;

    EffectRun(Asked asked, Scopes.Scope scope, String key, Tools tools) {
        this.asked = asked;
        this.scope = scope;
        this.key = key;
        this.calls = tools.calls();
        this.lease = tools.lease();
        this.time = tools.time();
        this.pause = tools.pause();
        this.began = time.nanos();
    }

    /// The instruments of an execution.
    record Tools(Calls calls, Lease lease, Time time, Pause pause) {}

    /// The longest [#outcome] takes: twice the tool's timeout where asking or sending again may help, and a
    /// little for calls that end only after they were given up.
    static Duration patience(Asked asked) {
        Duration timeout = asked.tool().limits().timeout();
        Duration once = timeout.plusSeconds(2);
        return switch (asked.tool().effect()) {
            case KEYED, RECONCILABLE -> once.plus(timeout).plusSeconds(2);
            case PURE, TRANSACTIONAL, UNSAFE -> once;
        };
    }

    /// Acts, and says `DONE`, `FAILED` (certainly no effect) or `IN_DOUBT`.
    ///
    /// @throws dev.belay.exchange.ControlFlow.Disowned if another process works on the run now; what was sent
    // before
    ///     is for that one to find out about
    EffectState outcome() {
        return settled(send(timeout()));
    }

    /// Finds out about what a dead process started, and acts where it certainly had not.
    EffectState outcomeOf(Adopted left) {
        unclear++;
        return switch (asked.tool().effect()) {
            case UNSAFE, PURE -> new EffectState.InDoubt(DIED);
            // Had it happened, its outcome would have been committed with it.
            case TRANSACTIONAL -> new EffectState.Failed(DIED + ", and what it did was undone");
            case KEYED -> sentAgain(left);
            case RECONCILABLE -> askedFirst(left);
        };
    }

    private EffectState sentAgain(Adopted left) {
        Duration remembered = asked.tool().limits().keyRetention().minus(left.age());
        return remembered.compareTo(timeout()) > 0
                ? settled(send(timeout()))
                : new EffectState.InDoubt(DIED + ", and the receiver may have forgotten its key");
    }

    /// "It did not happen" counts at once from a destination where nothing sent earlier can still arrive, otherwise
    /// when the time of the process that died is over.
    private EffectState askedFirst(Adopted left) {
        Reconciliation said = ask();
        Duration mayArrive = timeout().minus(left.age());
        if (said instanceof Reconciliation.DidNotHappen not && not.mayYet() && mayArrive.isPositive()) {
            pause.await(mayArrive, new Cancellation());
            said = ask();
        }
        return switch (said) {
            case Reconciliation.Happened happened -> new EffectState.Done(happened.result());
            case Reconciliation.DidNotHappen _ -> {
                unclear--;
                yield outcome();
            }
            case Reconciliation.Unknown unknown -> new EffectState.InDoubt(DIED + "; " + unknown.why());
        };
    }

    /// Whether anything may have left this process.
    boolean sent() {
        return sent;
    }

    /// Tells, should a given-up call end after all, what came of it; only if that leaves nothing unclear.
    void whenLate(Consumer<EffectState> knows) {
        boolean only = unclear == 1;
        open.forEach(end -> end.thenAccept(late -> {
            switch (late) {
                case Try.Returned returned -> knows.accept(new EffectState.Done(returned.output()));
                case Try.SaidNo no when only -> knows.accept(new EffectState.Failed(no.why()));
                case Try.SaidNo _, Try.Threw _, Try.StillRunning _ -> {
                    // still not known
                }
            }
        }));
    }

    private Try send(Duration timeout) {
        lease.check(asked.bench().journal().fence());
        sent = true;
        Try end = calls.run(asked, scope, key, timeout, new Cancellation());
        if (end instanceof Try.StillRunning running) {
            open.add(running.end());
        }
        if (end instanceof Try.StillRunning || end instanceof Try.Threw) {
            unclear++;
        }
        return end;
    }

    private EffectState settled(Try end) {
        return switch (end) {
            case Try.Returned returned -> new EffectState.Done(returned.output());
            case Try.SaidNo no when unclear == 0 -> new EffectState.Failed(no.why());
            case Try.SaidNo no -> new EffectState.InDoubt("sent more than once; the last time: " + no.why());
            case Try.Threw _, Try.StillRunning _ -> unclear(end);
        };
    }

    private EffectState unclear(Try end) {
        return switch (asked.tool().effect()) {
            case UNSAFE, PURE -> new EffectState.InDoubt(known(end));
            case TRANSACTIONAL -> rolledBack(end);
            case RECONCILABLE -> reconciled(end);
            case KEYED -> sentAgain(end);
        };
    }

    /// A transaction that ended with an exception was rolled back; one that has not ended may yet commit.
    private EffectState rolledBack(Try end) {
        return end instanceof Try.Threw threw
                ? new EffectState.Failed("the tool failed: " + Wording.of(threw.cause()))
                : new EffectState.InDoubt(known(end));
    }

    /// The receiver keeps our key, so sending again is no second effect while it does.
    private EffectState sentAgain(Try first) {
        Try end = first;
        Duration backoff = FIRST_BACKOFF;
        Duration limit = least(timeout().multipliedBy(2), asked.tool().limits().keyRetention());
        for (int sent = 1; sent < SENDS && left(limit).compareTo(backoff.multipliedBy(2)) > 0; sent++) {
            pause.await(backoff, new Cancellation());
            backoff = backoff.multipliedBy(2);
            end = send(least(timeout(), left(limit)));
            if (end instanceof Try.Returned || end instanceof Try.SaidNo) {
                return settled(end);
            }
        }
        return new EffectState.InDoubt(known(end));
    }

    /// "It did not happen" counts when nothing can make it happen any more: the tool has ended, and where
    /// something it sent may still be under way, its timeout has passed.
    private EffectState reconciled(Try end) {
        boolean early = left(timeout()).isPositive();
        Reconciliation said = ask();
        if (early && said instanceof Reconciliation.DidNotHappen not && not.mayYet()) {
            pause.await(left(timeout()), new Cancellation());
            said = ask();
        }
        return switch (said) {
            case Reconciliation.Happened happened -> new EffectState.Done(happened.result());
            case Reconciliation.DidNotHappen _
            when end instanceof Try.Threw threw ->
                new EffectState.Failed("it did not happen: the tool failed " + Wording.of(threw.cause()));
            case Reconciliation.DidNotHappen _ ->
                new EffectState.InDoubt(known(end) + ", and the destination does not have it yet");
            case Reconciliation.Unknown unknown -> new EffectState.InDoubt(known(end) + "; " + unknown.why());
        };
    }

    private Reconciliation ask() {
        Duration rest = left(patience(asked));
        return calls.reconcile(asked, scope, key, least(timeout(), rest));
    }

    private static String known(Try end) {
        return end instanceof Try.Threw threw
                ? "the tool failed " + Wording.of(threw.cause())
                : "the tool did not end in time";
    }

    private Duration timeout() {
        return asked.tool().limits().timeout();
    }

    private Duration left(Duration limit) {
        Duration rest = limit.minus(time.since(began));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
