package dev.belay.gateway.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of the front door.
@ConfigMapping(prefix = "belay.gateway")
public interface GatewayConfig {

    /// How many runs this process works on at once. What becomes of a request beyond that says `belay.load`.
    @WithDefault("512")
    int maxRuns();

    /// The most calls to providers that one model decision may cause, by any strategy: tiers that ask models and are
    /// switched on, times the models of the route of the policy or of an experiment's candidate, times the tries of
    /// each; where personas vote, times these; where a judge may be asked, once the route more. Each round of votes
    /// is a decision. A configuration that can cause more is refused.
    @WithDefault("64")
    int maxCallsPerDecision();

    /// The most calls to providers that one request may cause, by the strategy that can cause most. Each of these
    /// tiers counts with its attempts (there are further ones when its framework breaks), times its turns, times
    /// two for a corrective turn in each, times the calls of the route. In a race all of that counts twice: those
    /// that lost go on when the one that claimed the run falls. In a vote a tier has the turns of one attempt for
    /// all votes and rounds together, and a persona has as many. A configuration that can cause more is refused.
    /// A run that is taken over or resumed counts anew.
    @WithDefault("12000")
    int maxCallsPerRequest();

    /// How long a stopped run may take to unwind before its end is written down without it, as a duration.
    @WithDefault("5s")
    Duration unwind();

    /// How many characters of a session's history a request is given at most, counted over texts, addresses of images
    /// (`data:` with all of the image) and arguments of calls. A session beyond that is refused: start a new one.
    @WithDefault("10000000")
    int maxHistory();
}
