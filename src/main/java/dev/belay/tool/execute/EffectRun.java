package dev.belay.tool.execute;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.journal.fence.Lease;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectLedger.Claim.Adopted;
import dev.belay.ledger.EffectLedger.Sending;
import dev.belay.ledger.EffectState;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.tool.Tool.Reconciliation;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls;
import dev.belay.tool.execute.call.Calls.Try;
import dev.belay.tool.execute.call.Escalated;
import dev.belay.tool.execute.call.Wording;
import dev.belay.tool.guard.Guards;
import dev.belay.tool.guard.ToolGuard;
import dev.belay.tool.paid.Fare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Causes one claimed effect and finds out what became of it, as far as its class allows. Used once, on a
/// thread that nobody interrupts.
final class EffectRun {
    private static final String DIED = "the process that called the tool died before it heard what came of it";
    /// With less time than this a receiver is not asked again: the answer would not be heard.
    private static final Duration TOO_SHORT = Duration.ofMillis(100);

    private final Asked asked;
    private final Scopes.Scope scope;
    private final Granted granted;
    private final String key;
    private final Calls calls;
    private final ToolGuard guard;
    private final Lease lease;
    private final Time time;
    private final Pause pause;
    private final long began;
    /// Set where no call asks for the effect any more: nothing is begun then, and nobody waits longer; or `null`.
    private final Deadline last;
    private final Fare fare;
    private final List<CompletableFuture<Try>> open = new ArrayList<>();
    /// How long from the beginning on the receiver of a `KEYED` effect knows our key.
    private Duration remembered;
    private int unclear;
    private int sends;
    private long sentAt;
    private boolean sent;
    private boolean outage;

    EffectRun(Asked asked, Scopes.Scope scope, Granted granted, Tools tools, Fare fare) {
        this(asked, scope, granted, tools, null, fare);
    }

    private EffectRun(Asked asked, Scopes.Scope scope, Granted granted, Tools tools, Deadline last, Fare fare) {
        this.asked = asked;
        this.scope = scope;
        this.granted = granted;
        this.key = granted.hold().key().hash();
        this.calls = tools.calls();
        this.guard = tools.guards().of(asked.tool().name());
        this.lease = tools.lease();
        this.time = tools.time();
        this.pause = tools.pause();
        this.began = time.nanos();
        this.sentAt = began;
        this.last = last;
        this.fare = fare;
        this.remembered = asked.tool().limits().keyRetention();
    }

    /// For what a dead process left and no call asks for again: [#outcomeOf] then begins nothing, and ends with
    /// the deadline of the bench.
    static EffectRun afterwards(Asked asked, Scopes.Scope scope, Granted granted, Tools tools) {
        return new EffectRun(asked, scope, granted, tools, asked.bench().deadline(), Fare.FREE);
    }

    /// The instruments of an execution.
    record Tools(Calls calls, Workers workers, Lease lease, Time time, Pause pause, Guards guards) {}

    /// A claim that was granted, in its ledger.
    record Granted(EffectLedger ledger, EffectLedger.Hold hold) {}

    /// The longest [#outcome] takes: twice the tool's timeout where sending again may help, and a little for calls
    /// that end only after they were given up. Where asking may help, another timeout: what is sent last may arrive
    /// until then, and is asked for afterwards.
    static Duration patience(Asked asked) {
        Duration timeout = asked.tool().limits().timeout();
        Duration once = timeout.plusSeconds(2);
        return switch (asked.tool().effect()) {
            case KEYED -> once.plus(timeout).plusSeconds(2);
            case RECONCILABLE -> once.plus(timeout.multipliedBy(2)).plusSeconds(2);
            case PURE, TRANSACTIONAL, UNSAFE -> once;
        };
    }

    /// Acts, and says `DONE`, `FAILED` (certainly no effect) or `IN_DOUBT`. Acts again as long as there
    /// certainly was no effect and its cause may pass.
    ///
    /// @throws Escalated if the tool stopped before it did anything, to ask a person
    /// @throws dev.belay.exchange.ControlFlow.Disowned if another process works on the run now; what was sent
    ///     before is for that one to find out about
    EffectState outcome() {
        String refusal = guard.refusal();
        if (refusal != null) {
            return outage(refusal);
        }
        while (true) {
            String held = heldBack();
            if (held != null) {
                return new EffectState.Failed(held);
            }
            Try end = tried(least(timeout(), left(limit())));
            EffectState state = settled(end);
            outage = !end.answered();
            if (!(state instanceof EffectState.Failed) || !waited(end)) {
                return state;
            }
        }
    }

    /// Right before something is sent. The lease comes first: it may have to be renewed, and who adopts the
    /// effect counts from the mark.
    ///
    /// @return why nothing is sent now, or `null`
    private String heldBack() {
        while (true) {
            lease.check(asked.bench().journal().fence());
            Sending sending = marked();
            if (sending == Sending.GIVEN_UP) {
                return "not sent: it was given up before";
            }
            if (!mayAct()) {
                return "not started: no time was left for it";
            }
            if (sending == Sending.NOW) {
                return null;
            }
        }
    }

    /// Who adopts a `RECONCILABLE` effect has to know when it was sent last. Nobody asks that of the others.
    private Sending marked() {
        return asked.tool().effect() == EffectClass.RECONCILABLE
                ? granted.ledger().sends(granted.hold(), asked.bench().journal())
                : Sending.NOW;
    }

    private EffectState outage(String why) {
        outage = true;
        return new EffectState.Failed(why);
    }

    /// Waits until the effect, which certainly did not happen, may be tried again. Whoever cancels the attempt ends the
    /// wait.
    ///
    /// @return whether it is to be tried again
    private boolean waited(Try end) {
        sent = false;
        Duration after = end instanceof Try.SaidNo no ? no.after() : null;
        Duration wait = end.mayPass() ? guard.pause(sends, after) : null;
        if (wait == null || wait.compareTo(asked.bench().deadline().remaining()) >= 0) {
            return false;
        }
        boolean late = left(limit()).minus(wait).compareTo(timeout().dividedBy(2)) < 0;
        if (late || guard.refusal() != null) {
            return false;
        }
        try {
            pause.await(wait, asked.bench().cancellation());
        } catch (ControlFlow.Cancelled _) {
            return false;
        }
        return mayAct() && guard.refusal() == null;
    }

    /// Whether what is begun now ends before others have to take it for lost. A try that is cut short would leave doubt
    /// where there is none.
    private boolean mayAct() {
        return left(limit()).compareTo(timeout().dividedBy(2)) >= 0;
    }

    /// How long after the first try another one may go on; less than [#patience].
    private Duration limit() {
        return switch (asked.tool().effect()) {
            case KEYED, RECONCILABLE -> timeout().multipliedBy(2);
            case PURE, TRANSACTIONAL, UNSAFE -> timeout();
        };
    }

    /// Whether the effect did not happen because its tool does not work, not because it said no.
    boolean outage() {
        return outage;
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
        remembered = remembered.minus(left.age());
        return remembered.compareTo(timeout()) > 0
                ? settled(send(timeout()))
                : new EffectState.InDoubt(DIED + ", and the receiver may have forgotten its key");
    }

    /// "It did not happen" counts at once from a destination where nothing sent earlier can still arrive, otherwise
    /// when the time is over of what was sent last, by whichever process.
    private EffectState askedFirst(Adopted left) {
        Reconciliation said = ask();
        Duration mayArrive = asked.tool().limits().timeout().minus(left.quiet());
        if (said instanceof Reconciliation.DidNotHappen not && not.mayYet() && mayArrive.isPositive()) {
            if (last != null && last.remaining().compareTo(mayArrive) <= 0) {
                return new EffectState.InDoubt(DIED + ", and what it sent may yet arrive");
            }
            pause.await(mayArrive, new Cancellation());
            said = ask();
        }
        return switch (said) {
            case Reconciliation.Happened happened -> new EffectState.Done(happened.result());
            case Reconciliation.DidNotHappen _ when over() -> new EffectState.Failed(DIED + ", and it did not happen");
            case Reconciliation.DidNotHappen _ -> {
                unclear--;
                yield outcome();
            }
            case Reconciliation.Unknown unknown -> new EffectState.InDoubt(DIED + "; " + unknown.why());
        };
    }

    /// Whether nobody waits for the effect any more, so that none is begun.
    private boolean over() {
        return last != null
                || asked.bench().cancellation().cancelled()
                || asked.bench().deadline().passed();
    }

    /// Whether everything that was ever sent is known to have had no effect.
    boolean clear() {
        return unclear == 0;
    }

    /// Whether anything may have left this process, and may have had an effect.
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
                case Try.Asks asks when only -> knows.accept(new EffectState.Started().released(asks.question()));
                case Try.SaidNo _, Try.Asks _, Try.Threw _, Try.StillRunning _ -> {
                    // still not known
                }
            }
        }));
    }

    private Try send(Duration timeout) {
        lease.check(asked.bench().journal().fence());
        return tried(timeout);
    }

    private Try tried(Duration timeout) {
        fare.begins();
        sent = true;
        sends++;
        sentAt = time.nanos();
        Try end = calls.run(asked, scope, key, timeout, new Cancellation());
        guard.breaker().ended(end.answered());
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
            case Try.SaidNo no when no.mayPass() && asked.tool().effect() == EffectClass.KEYED -> sentAgain(end);
            case Try.SaidNo no -> moreThanOnce(no);
            case Try.Asks asks when unclear == 0 -> throw new Escalated(asks.question());
            case Try.Asks asks ->
                new EffectState.InDoubt(
                        "sent more than once; the last time it asked a person first: " + asks.question());
            case Try.Threw _, Try.StillRunning _ -> unclear(end);
        };
    }

    private static EffectState moreThanOnce(Try.SaidNo last) {
        return new EffectState.InDoubt("sent more than once; the last time: " + last.why());
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

    /// The receiver keeps our key, so sending again is no second effect while it does. What is in doubt is asked for
    /// whatever the breaker says, and the wait gets shorter where time does.
    private EffectState sentAgain(Try first) {
        Try end = first;
        Duration limit = least(limit(), remembered);
        Duration wait;
        while ((wait = guard.pause(sends, null)) != null && left(limit).compareTo(TOO_SHORT) > 0) {
            pause.await(least(wait, left(limit).dividedBy(3)), new Cancellation());
            end = send(least(timeout(), left(limit)));
            if (end.answered()) {
                return settled(end);
            }
        }
        return end instanceof Try.SaidNo no ? moreThanOnce(no) : new EffectState.InDoubt(known(end));
    }

    /// "It did not happen" counts when nothing can make it happen any more: the tool has ended, and where
    /// something it sent may still be under way, its timeout has passed.
    private EffectState reconciled(Try end) {
        Duration mayArrive = timeout().minus(time.since(sentAt));
        Reconciliation said = ask();
        if (mayArrive.isPositive() && said instanceof Reconciliation.DidNotHappen not && not.mayYet()) {
            pause.await(mayArrive, new Cancellation());
            said = ask();
        }
        return switch (said) {
            case Reconciliation.Happened happened -> new EffectState.Done(happened.result());
            case Reconciliation.DidNotHappen _
            when end instanceof Try.Threw threw -> {
                unclear--;
                yield new EffectState.Failed("it did not happen: the tool failed " + Wording.of(threw.cause()));
            }
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
        return inTime(asked.tool().limits().timeout());
    }

    private Duration inTime(Duration duration) {
        return last == null ? duration : least(duration, last.remaining());
    }

    private Duration left(Duration limit) {
        Duration rest = limit.minus(time.since(began));
        return rest.isNegative() ? Duration.ZERO : inTime(rest);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
