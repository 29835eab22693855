package dev.belay.drill.score.play;

/// Plays one trial and notes its points.
@FunctionalInterface
public interface Play {
    /// @throws InterruptedException if the drill ends
    void play(Trial trial) throws InterruptedException;
}
