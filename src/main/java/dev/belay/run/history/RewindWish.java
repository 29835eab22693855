package dev.belay.run.history;

import java.time.Duration;

/// How a run is to go back.
///
/// @param seq the last entry that is kept; 0 for none
/// @param compensate whether what it did since may be undone
/// @param resume whether it goes on from there, or rests
/// @param deadline how long it may take from now on
public record RewindWish(long seq, boolean compensate, boolean resume, Duration deadline) {}
