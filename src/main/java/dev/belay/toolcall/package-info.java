/// Reads tool calls out of what a model wrote as text; how models are told to write them stands in `write`.
///
/// On the path: the `loop` tier gives each reply to [dev.belay.toolcall.ToolCallParser], which has the text
/// walked over (`scan`), the dialects read what stands there (`dialect`, `value`, `python`), the schemas asked
/// (`match`), and chooses. Nothing is executed here, and nothing is guessed: what is not whole is a problem that
/// the model is told.
package dev.belay.toolcall;
