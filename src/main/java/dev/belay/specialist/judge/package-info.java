/// A specialist that chooses one of several answers. Knows nothing of who gave them, or of votes.
package dev.belay.specialist.judge;
