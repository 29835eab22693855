package dev.belay.run.more;

import dev.belay.approval.Approval;
import dev.belay.approval.Approvals;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Has a person asked for more before a run stops for its own budget. The answer is the new limit in all, so whoever
/// takes the run up may hear it again. Called from any thread.
@ApplicationScoped
public class AskForMore {
    private static final Pattern AMOUNT =
            Pattern.compile("\\$?\\s*(\\d{1,12}(?:\\.\\d{1,9})?)(?:\\s*[A-Za-z_ ]{1,20})?");

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
        BigDecimal limit = now.get().account().limit();
        Measure measure = now.get().account().measure();
        String amount = limit.stripTrailingZeros().toPlainString();
        String key = String.join(":", "budget", run.rootId(), measure.word(), amount);
        String text = "The budget of the request is used up (" + stopped.getMessage() + "). How many "
                + (measure == Measure.USD ? "dollars" : measure.word().replace('_', ' '))
                + " may it use in all? It was " + amount + ". Answer with a number.";
        var owner = new Approvals.Owner(
                run.id(), run.rootId(), caller, run.record().head().policy());
        var question = new Approvals.Question(
                owner,
                Approval.Kind.QUESTION,
                key,
                text,
                run.journal().entries().size());
        try {
            return switch (approvals.ask(question, run.journal())) {
                case Approvals.Reply.Waiting waiting -> new Outcome.NeedsHuman(waiting.question(), null);
                case Approvals.Reply.Refused refused ->
                    throw new ControlFlow.BudgetStopped(
                            stopped.getMessage() + "; nothing more is allowed: " + refused.why(), stopped.measure());
                case Approvals.Reply.Answered answered -> raised(run, caller, now.get(), answered.text(), stopped);
            };
        } catch (JournalUnavailable e) {
            throw e.leaving();
        }
    }

    private Outcome raised(LiveRun run, Caller caller, Standing now, String answer, ControlFlow.BudgetStopped stopped) {
        Matcher amount = AMOUNT.matcher(answer.strip());
        BigDecimal more = amount.matches() ? new BigDecimal(amount.group(1)) : BigDecimal.ZERO;
        if (more.compareTo(now.account().limit()) <= 0) {
            throw new ControlFlow.BudgetStopped(
                    stopped.getMessage() + "; what a person answered allows nothing more", stopped.measure());
        }
        budgets.raise(run.rootId(), caller, allowance(now.account().measure(), more));
        return null;
    }

    private Optional<Standing> own(LiveRun run, String measure) {
        return budgets.ofRequest(run.rootId()).stream()
                .filter(each ->
                        each.account().own() && each.account().measure().word().equals(measure))
                .findFirst();
    }

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
