package dev.belay.run.more;

import dev.belay.approval.Approval;
import dev.belay.approval.Approvals;
import dev.belay.budget.Account;
import dev.belay.budget.Breach;
import dev.belay.budget.Budgets;
import dev.belay.budget.Measure;
import dev.belay.budget.Standing;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Request;
import dev.belay.journal.JournalUnavailable;
import dev.belay.run.LiveRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;

/// Has a person asked for more before a run stops for its own budget. The answer is the new limit in all, so whoever
/// takes the run up may hear it again. Called from any thread.
@ApplicationScoped
public class AskForMore {
    /// That a person is asked for one limit.
    private static final int MOST_TIMES = 5;

    private final Approvals approvals;
    private final Budgets budgets;

    AskForMore(Approvals approvals, Budgets budgets) {
        this.approvals = approvals;
        this.budgets = budgets;
    }

    /// Does the work, and does it again with more where a person allowed that.
    ///
    /// @param work what it throws as `BudgetStopped` is put to a person, if the policy says so
    /// @return `NeedsHuman` while nobody has answered
    /// @throws ControlFlow.BudgetStopped if nobody is asked, or nothing more is allowed
    public Outcome of(LiveRun run, Caller caller, Supplier<Outcome> work) {
        while (true) {
            try {
                return work.get();
            } catch (ControlFlow.BudgetStopped stopped) {
                Outcome waiting = asked(run, caller, stopped);
                if (waiting != null) {
                    return waiting;
                }
            }
        }
    }

    /// @return `null` if there is more now
    private Outcome asked(LiveRun run, Caller caller, ControlFlow.BudgetStopped stopped) {
        boolean asks = stopped.measure() != null && budgets.of(run.id()).onBreach() == Breach.ASK;
        Optional<Standing> now = asks ? own(run, stopped.measure()) : Optional.empty();
        if (now.isEmpty()) {
            throw stopped;
        }
        try {
            return answered(run, caller, now.get().account(), stopped);
        } catch (JournalUnavailable e) {
            throw e.leaving();
        }
    }

    /// Asks until the answer is understood. What was answered before is heard again, so each time has a key of its own.
    private Outcome answered(LiveRun run, Caller caller, Account account, ControlFlow.BudgetStopped stopped) {
        for (int time = 1; time <= MOST_TIMES; time++) {
            switch (approvals.ask(question(run, caller, account, stopped, time), run.journal())) {
                case Approvals.Reply.Waiting waiting -> {
                    return new Outcome.NeedsHuman(waiting.question(), null);
                }
                case Approvals.Reply.Refused refused ->
                    throw none(stopped, "nothing more is allowed: " + refused.why());
                case Approvals.Reply.Answered answered -> {
                    Optional<BigDecimal> more = Amount.read(account.measure(), answered.text());
                    if (more.isPresent()) {
                        raise(run, caller, account, more.get(), stopped);
                        return null;
                    }
                }
            }
        }
        throw none(stopped, "what a person answered is not understood");
    }

    private static Approvals.Question question(
            LiveRun run, Caller caller, Account account, ControlFlow.BudgetStopped stopped, int time) {
        Measure measure = account.measure();
        String amount = account.limit().stripTrailingZeros().toPlainString();
        String key = String.join(":", "budget", run.rootId(), measure.word(), amount);
        String text = "The budget of the request is used up (" + stopped.getMessage() + "). How many "
                + Amount.words(measure) + " may it use in all? It was " + amount + ". "
                + (time == 1 ? "" : "What was answered is not understood. ")
                + "Answer with " + Amount.understood(measure) + ".";
        var owner = new Approvals.Owner(
                run.id(), run.rootId(), caller, run.record().head().policy());
        return new Approvals.Question(
                owner,
                Approval.Kind.QUESTION,
                time == 1 ? key : key + ":" + time,
                text,
                run.journal().entries().size());
    }

    private void raise(
            LiveRun run, Caller caller, Account account, BigDecimal more, ControlFlow.BudgetStopped stopped) {
        if (more.compareTo(account.limit()) <= 0) {
            throw none(stopped, "what a person answered allows nothing more");
        }
        budgets.raise(run.rootId(), caller, allowance(account.measure(), more));
    }

    private static ControlFlow.BudgetStopped none(ControlFlow.BudgetStopped stopped, String why) {
        return new ControlFlow.BudgetStopped(stopped.getMessage() + "; " + why, stopped.measure());
    }

    private Optional<Standing> own(LiveRun run, String measure) {
        return budgets.ofRequest(run.rootId()).stream()
                .filter(each ->
                        each.account().own() && each.account().measure().word().equals(measure))
                .findFirst();
    }

    /// @param amount whole, unless it is dollars
    private static Request.Allowance allowance(Measure measure, BigDecimal amount) {
        Long whole = amount.longValue();
        return switch (measure) {
            case USD -> Request.Allowance.ofUsd(amount);
            case TOKENS -> new Request.Allowance(null, whole, null, null, null);
            case MODEL_CALLS -> new Request.Allowance(null, null, whole, null, null);
            case TOOL_CALLS -> new Request.Allowance(null, null, null, whole, null);
            case SECONDS -> new Request.Allowance(null, null, null, null, whole);
        };
    }
}
