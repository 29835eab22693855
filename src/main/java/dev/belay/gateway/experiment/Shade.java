package dev.belay.gateway.experiment;

import dev.belay.exchange.Request;
import dev.belay.gateway.admission.Admitted;
import java.time.Duration;

/// What is to work beside a run, once that has ended.
///
/// @param variant under which it is counted
/// @param admitted the request as the candidate gets it, with tiers that ask models alone
public record Shade(String experiment, String variant, Admitted admitted, Bounds bounds) {

    /// @param most shadows of the experiment at once in this process
    /// @param reads whether tools that only read are called
    /// @param daily what all shadows of the experiment may use in a day
    public record Bounds(int most, Duration deadline, boolean reads, Request.Allowance daily) {}
}
