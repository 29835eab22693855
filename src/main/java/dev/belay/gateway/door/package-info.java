/// The door itself: admits a submission, puts its session's history in front, opens its run or finds the one that it
/// repeats, and has it worked on.
///
/// On the path between an edge and [dev.belay.gateway.work].
package dev.belay.gateway.door;
