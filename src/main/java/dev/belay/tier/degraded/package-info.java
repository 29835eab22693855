/// The tiers that need no model: what they say is less than what was asked for, and labelled so. On the path at
/// the end of the chain.
package dev.belay.tier.degraded;
