/// Reads tool calls out of what a model wrote as text, and tells models how to write them.
///
/// On the path: the `loop` tier describes its tools with [dev.belay.toolcall.CallProtocol] and gives each reply to
/// [dev.belay.toolcall.ToolCallParser], which has the text walked over (`scan`), the dialects read what stands there
/// (`dialect`, `value`, `python`), the schemas asked (`match`), and chooses. Nothing is executed here, and nothing is
/// guessed: what is not whole is a problem that the model is told.
package dev.belay.toolcall;
