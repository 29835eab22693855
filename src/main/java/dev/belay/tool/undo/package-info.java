/// Undoing effects: what a tool declares for it is checked here and called through the same door as any other call, so
/// that it happens at most once, too. Called when a run goes back.
package dev.belay.tool.undo;
