/// The tier in which a model acts by writing programs, in the manner of smolagents' code agents: JavaScript that calls
/// the tools of the request as functions and runs in [dev.belay.sandbox]. On the path beside the other tiers that ask
/// models.
package dev.belay.tier.code;
