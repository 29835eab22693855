/// The tier whose loop is Google's Agent Development Kit. A package of its own, so that a build can leave it
/// out with `-Dbelay.adk=false`. On the path beside the other tiers that ask models.
package dev.belay.tier.adk;
