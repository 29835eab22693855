/// Tiers and the chain between them.
///
/// On the path: a strategy hands a [dev.belay.tier.TierCall] to the first tier; MicroProfile Fault Tolerance
/// calls [dev.belay.tier.NextTier] when it falls, and that calls the next tier of this request's chain.
package dev.belay.tier;
