/// What stands between a tool that fails and everybody who would ask it again: how often it is tried, when it is left
/// alone, what may answer in its place, and when a person is asked.
///
/// On the path inside the tool door: [dev.belay.tool.execute] asks here before and after each try. Whether trying
/// again is safe is not decided here but there, by the effect's class and the ledger.
package dev.belay.tool.guard;
