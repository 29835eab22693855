package dev.belay.gateway.policy;

import java.util.List;

/// The most calls to providers that one model decision of a request can cause, by whichever strategy.
///
/// How many decisions a request takes is for the model to say, within the turns of its tiers; what a decision may
/// cost is for the configuration: each tier that asks a model asks the route once, one after the other or beside
/// each other, and whatever has been decided is not asked again. Where personas vote, each may be asked in each of
/// the tiers. Every round of a vote is a decision of its own.
///
/// @param tiers those that ask models, also those that only a request puts in its order
/// @param perAsk the most calls that asking the route once can cause
public record UpstreamCalls(Asker asker, List<String> tiers, Panel panel, int perAsk) {
    public UpstreamCalls {
        tiers = List.copyOf(tiers);
    }

    public long most() {
        return (long) Math.max(1, panel.personas()) * tiers.size() * perAsk + panel.aside(perAsk, 1);
    }

    /// How the number comes about.
    public String arithmetic() {
        String personas = panel.personas() > 1 ? panel.personas() + " personas × " : "";
        return personas + tiers.size() + " tiers (" + String.join(", ", tiers) + ") × " + perAsk + " calls of route "
                + asker.route() + panel.plus(perAsk, 1) + " = " + most();
    }
}
