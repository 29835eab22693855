/// Judges whether a text is what was expected of an answer.
///
/// On the path, tiers ask it before they hold, and a vote does where its answer is put together of several.
package dev.belay.tier.judge;
