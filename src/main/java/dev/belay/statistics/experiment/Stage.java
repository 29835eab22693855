package dev.belay.statistics.experiment;

import java.time.Instant;

/// How far an experiment has come.
///
/// @param round counts beginnings and steps; results are those of a round
/// @param step place in the plan's steps
/// @param percent of keys that get the candidate
/// @param why it is so, for people, or `null`
/// @param since when the round began
public record Stage(
        String name, String fingerprint, int round, int step, double percent, State state, String why, Instant since) {

    public enum State {
        RUNNING,
        /// The candidate was worse: nobody gets it any more.
        STOPPED,
        /// Everybody gets the candidate.
        DONE
    }

    /// What runs of a variant in this round are counted under.
    public String label(boolean candidate) {
        return name + (candidate ? "/candidate#" : "/control#") + round;
    }
}
