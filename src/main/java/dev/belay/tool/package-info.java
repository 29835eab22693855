/// The only door to the world: schema, ledger, execution, record.
///
/// A tier passes a model's call to [dev.belay.tool.ToolDoor]; nothing else in Belay can cause an effect.
package dev.belay.tool;
