/// The order of tiers that was learned, in front of whatever strategy goes by it.
package dev.belay.strategy.learned;
