package dev.belay.edge.cli.ask;

import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.panel.Sayings;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Failure;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.vote.Ballot;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// The core's events as a watcher sees them. Every event is decided about here.
final class Announced {
    private Announced() {}

    /// @param sayings what was said in the branches of the run, of which events carry nothing; asked for a vote alone
    static List<Progress> of(BelayEvent event, Supplier<Sayings> sayings) {
        return switch (event) {
            case BelayEvent.RunStarted run -> List.of(new Progress.Started(run.runId(), run.strategy()));
            case BelayEvent.AttemptStarted attempt ->
                List.of(new Progress.Trying(attempt.number(), attempt.tier(), attempt.carriedOver()));
            case BelayEvent.ModelCallEnded call ->
                List.of(new Progress.Spent(
                        call.usage() == null ? null : call.usage().costUsd()));
            case BelayEvent.EmbeddingEnded call ->
                List.of(new Progress.Spent(call.usage().costUsd()));
            case BelayEvent.AttemptEnded attempt ->
                attempt.failure() == null ? List.of() : List.of(fell(attempt.tier(), attempt.failure()));
            case BelayEvent.ToolEnded tool ->
                List.of(new Progress.ToolRan(
                        tool.tool(),
                        tool.source() == ToolResult.Source.EXECUTED,
                        tool.status().name().toLowerCase(Locale.ROOT)));
            case BelayEvent.TierFell fell -> List.of(fell(fell.tier(), fell.failure()));
            case BelayEvent.TierHeld held -> List.of(new Progress.Held(held.tier(), held.degraded()));
            case BelayEvent.Branched branched ->
                List.of(new Progress.Branched(
                        branched.branch(),
                        branched.tier(),
                        branched.stage().name().toLowerCase(Locale.ROOT),
                        branched.why()));
            case BelayEvent.Voted voted -> List.of(voted(voted.ballot(), sayings.get()));
            case BelayEvent.ShadowStarted _,
                    BelayEvent.ShadowEnded _,
                    BelayEvent.RunEnded _,
                    BelayEvent.ModelCallStarted _,
                    BelayEvent.EmbeddingStarted _,
                    BelayEvent.ToolStarted _,
                    BelayEvent.WriteRefused _,
                    BelayEvent.RetryRefused _,
                    BelayEvent.BudgetReached _,
                    BelayEvent.CacheAsked _,
                    BelayEvent.Chosen _ -> List.of();
        };
    }

    private static Progress voted(Ballot ballot, Sayings sayings) {
        return new Progress.Voted(
                ballot.told(),
                ballot.votes().stream()
                        .map(vote -> new Progress.Vote(
                                vote.branch(),
                                vote.voter(),
                                vote.tier(),
                                vote.group(),
                                vote.confidence(),
                                sayings.of(vote.branch())))
                        .toList());
    }

    private static Progress fell(String tier, Failure failure) {
        return new Progress.Fell(tier, failure.reason(), failure.detail());
    }
}
