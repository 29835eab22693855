/// The tier with our own loop, over plain text. On the path beside the other tiers that ask models.
package dev.belay.tier.loop;
