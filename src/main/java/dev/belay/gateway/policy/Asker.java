package dev.belay.gateway.policy;

/// On whose behalf models are asked: a policy, or the candidate of an experiment in it.
///
/// @param experiment its name, or `null`
public record Asker(String policy, String experiment, String route) {

    /// For people, e.g. `policy belay`.
    public String told() {
        return "policy " + policy + (experiment == null ? "" : " in the experiment " + experiment);
    }
}
