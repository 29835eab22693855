/// Several tiers at work on one run at once, each in a branch of its own.
///
/// On the path: a strategy that does not go down the chain opens [dev.belay.strategy.branch.Branches], which hand each
/// tier a call with a chain of one, and says by a [dev.belay.strategy.branch.Gate] what becomes of a call that would
/// act.
package dev.belay.strategy.branch;
