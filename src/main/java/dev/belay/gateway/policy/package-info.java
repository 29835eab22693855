/// Policies: which strategy, tiers, route and limits a request gets by the name it asks for.
///
/// On the path, [dev.belay.gateway.admission] fills a request from its policy.
package dev.belay.gateway.policy;
