/// Executes tool calls: offered? → arguments → ledger → run → record. The one place in Belay from which tools
/// are run.
///
/// On the path: a tier hands a model's call to [dev.belay.tool.ToolDoor], which is implemented here. A call
/// without effect is a [PureRun]. A call with one is claimed in the ledger by [Effects], run by [EffectRun] on
/// threads of its own that nobody interrupts, and written down by [Settlement] even if the attempt that asked
/// is long gone.
package dev.belay.tool.execute;
