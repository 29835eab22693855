/// A stage for tiers: a journal in memory, a model that follows a script, tools that count, a passage that
/// remembers.
package dev.belay.tier.support;
