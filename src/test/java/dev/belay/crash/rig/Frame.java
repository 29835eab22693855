package dev.belay.crash.rig;

/// What a client sends before it waits for an answer.
///
/// @param bytes as they came
/// @param text what is said in them, for predicates
/// @param roundTrip whether the client waits for an answer now
public record Frame(byte[] bytes, String text, boolean roundTrip) {}
