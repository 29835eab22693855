package dev.belay.tool.execute;

import dev.belay.approval.Approval;
import dev.belay.approval.Approval.Reason;
import dev.belay.approval.Approvals;
import dev.belay.approval.Approvals.Proposal;
import dev.belay.approval.Approvals.Question;
import dev.belay.approval.Approvals.Reply;
import dev.belay.approval.Approvals.Ruling;
import dev.belay.approval.Approvals.Signals;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.ledger.EffectKey;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.schema.Reading;
import java.util.Objects;
import java.util.function.Function;

/// Has a call ruled on before it acts, and lets it act as a person allowed it.
final class Permission {
    private final Approvals approvals;
    private final ToolCatalog catalog;

    Permission(Approvals approvals, ToolCatalog catalog) {
        this.approvals = approvals;
        this.catalog = catalog;
    }

    /// Lets the call act, or says why it may not.
    ///
    /// @param act runs what may act
    /// @param refuse writes down and returns what the model reads instead
    /// @throws ControlFlow.NeedsHuman if a person has to decide first
    <T> T ask(Asked asked, Function<Asked, T> act, Function<String, T> refuse) {
        String fork = asksInFork(asked);
        Ruling ruling = fork == null
                ? approvals.rule(proposal(asked), asked.bench().journal())
                : approvals.insist(
                        proposal(asked),
                        new Reason("forked", fork),
                        asked.bench().journal());
        return follow(asked, ruling, act, refuse);
    }

    /// Whether the call may act without anybody being asked. Asks nobody.
    boolean free(Asked asked) {
        return asksInFork(asked) == null
                && approvals.free(proposal(asked), asked.bench().journal());
    }

    /// Why a person is asked whatever the rules say, or `null`: a fork may not act by itself unless that was allowed.
    /// What is undone was asked for.
    private static String asksInFork(Asked asked) {
        if (!asked.tool().effect().hasEffect() || Ordinal.undoes(asked)) {
            return null;
        }
        return asked.bench().journal().entries().reversed().stream()
                .map(Entry::fact)
                .filter(Entry.Forked.class::isInstance)
                .map(Entry.Forked.class::cast)
                .findFirst()
                .filter(Entry.Forked::asks)
                .map(forked -> "the run goes its own way from entry " + forked.at() + " of run " + forked.from()
                        + ", and this effect is not of their past")
                .orElse(null);
    }

    /// As [#ask], for a call that the ledger holds back because of what it knows of the tool.
    ToolResult insist(Asked asked, String why, Function<Asked, ToolResult> act, Function<String, ToolResult> refuse) {
        Ruling ruling = approvals.insist(
                proposal(asked), new Reason("in-doubt", why), asked.bench().journal());
        return follow(asked, ruling, act, refuse);
    }

    /// Puts the question of a tool to a person, once for this call in its tree of runs.
    ///
    /// @param answer makes the result of what the person said
    /// @param refuse writes down and returns what the model reads instead
    /// @throws ControlFlow.NeedsHuman if nobody has answered yet
    ToolResult answer(
            Asked asked, String question, Function<String, ToolResult> answer, Function<String, ToolResult> refuse) {
        String key = Ordinal.key(asked).hash();
        var put = new Question(owner(asked), Approval.Kind.QUESTION, key, question, asked.decision());
        return switch (approvals.ask(put, asked.bench().journal())) {
            case Reply.Answered answered -> answer.apply(answered.text());
            case Reply.Refused refused -> refuse.apply(refused.why());
            case Reply.Waiting waiting ->
                throw new ControlFlow.NeedsHuman(
                        waiting.question(), asked.tool().name());
        };
    }

    private <T> T follow(Asked asked, Ruling ruling, Function<Asked, T> act, Function<String, T> refuse) {
        return switch (ruling) {
            case Ruling.Free _ -> act.apply(asked);
            case Ruling.Granted(String approval) -> act.apply(asked.approved(approval));
            case Ruling.Edited(String approval, String arguments) -> edited(asked, approval, arguments, act, refuse);
            case Ruling.Refused refused -> refuse.apply(refused.why());
            case Ruling.Waiting waiting ->
                throw new ControlFlow.NeedsHuman(
                        waiting.question(), asked.tool().name());
        };
    }

    private static <T> T edited(
            Asked asked, String approval, String arguments, Function<Asked, T> act, Function<String, T> refuse) {
        return switch (asked.entry().schema().read(arguments)) {
            case Reading.Fit fit ->
                act.apply(asked.with(new Arguments(fit.json()), fit.canonical()).approved(approval));
            case Reading.Unfit unfit -> refuse.apply("what the reviewer wrote does not fit: " + unfit.problem());
        };
    }

    private Proposal proposal(Asked asked) {
        EffectKey key = Ordinal.key(asked);
        var call = new Approvals.Call(
                key.hash(),
                asked.tool().name(),
                asked.canonical(),
                key.ordinal(),
                asked.tool().effect().name());
        return new Proposal(
                owner(asked), call, asked.decision(), new Signals(confidence(asked), null, () -> readOutside(asked)));
    }

    /// How sure the reading of the decision is, or `null` if its calls were not read out of text.
    private static Double confidence(Asked asked) {
        return asked.bench().journal().entries().stream()
                .filter(entry -> entry.seq() == asked.decision())
                .map(Entry::fact)
                .filter(Entry.Decision.class::isInstance)
                .map(fact -> ((Entry.Decision) fact).confidence())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Approvals.Owner owner(Asked asked) {
        ToolDoor.Owner owner = asked.bench().owner();
        return new Approvals.Owner(owner.runId(), owner.rootId(), owner.caller(), owner.policy());
    }

    /// Whether a tool that reads what strangers write has answered in this run.
    private boolean readOutside(Asked asked) {
        return asked.bench().journal().entries().stream()
                .map(Entry::fact)
                .filter(Entry.ToolDone.class::isInstance)
                .map(fact -> catalog.find(((Entry.ToolDone) fact).result().tool()))
                .anyMatch(entry -> entry != null && entry.tool().readsOutside());
    }
}
