package dev.belay.crash.airline;

/// Where a conversation stands when the process dies.
///
/// @param session of the conversation
/// @param call the tool call, from 1
/// @param turn of the customer in which it is made, from 1
/// @param before whether the process dies before the spot, or after it
/// @param late whether what was held before the spot arrives after the process is dead
record Halt(String session, int call, int turn, Spot spot, boolean before, boolean late) {}
