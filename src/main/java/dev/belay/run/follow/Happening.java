package dev.belay.run.follow;

import java.time.Instant;

/// One line of a run's history for those who watch it.
///
/// @param seq place in the run's history, from 1, without gaps; what `Last-Event-ID` names
/// @param kind a word of a small fixed set, the journal's
/// @param data JSON text, names in `snake_case`
public record Happening(long seq, Instant at, String kind, String data) {}
