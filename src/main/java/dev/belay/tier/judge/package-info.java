/// Judges whether a text is what was expected of an answer.
///
/// On the path, tiers ask it before they hold.
package dev.belay.tier.judge;
