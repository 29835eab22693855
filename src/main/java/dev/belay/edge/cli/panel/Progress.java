package dev.belay.edge.cli.panel;

import dev.belay.exchange.RunState;
import java.math.BigDecimal;
import java.util.List;

/// What a watcher is shown of a run, the same whether the run is worked on in this process or by a server.
public sealed interface Progress {

    record Started(String runId, String strategy) implements Progress {}

    /// @param number counts the attempts of a run from 1
    /// @param carriedOver tool results that the attempt starts with
    record Trying(int number, String tier, int carriedOver) implements Progress {}

    /// A tool call of the current attempt has its result.
    ///
    /// @param executed false if the result was on record already
    record ToolRan(String tool, boolean executed, String status) implements Progress {}

    /// A call to a model is paid for.
    ///
    /// @param costUsd US dollars, or `null` if not known
    record Spent(BigDecimal costUsd) implements Progress {}

    /// A tier fell, tried or not.
    record Fell(String tier, String reason, String detail) implements Progress {}

    /// A branch of a run that goes several ways came to this.
    ///
    /// @param stage a word of the journal's, in lower case; one that is not known says nothing
    record Branched(int branch, String tier, String stage, String why) implements Progress {}

    /// A vote was counted.
    ///
    /// @param told what it came to
    record Voted(String told, List<Vote> votes) implements Progress {
        public Voted {
            votes = List.copyOf(votes);
        }
    }

    /// @param group number of the group of those that say the same, or 0 for one that did not vote
    /// @param confidence from 0 to 1, or `null` if not known
    /// @param said the first line of what it said; empty if that is not known, or not for whoever watches
    record Vote(int branch, String voter, String tier, int group, Double confidence, String said) {}

    record Held(String tier, boolean degraded) implements Progress {}

    record Ended(RunState state, String reason) implements Progress {}
}
