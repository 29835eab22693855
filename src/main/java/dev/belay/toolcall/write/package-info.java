/// Writing tool calls as models write them: which form a model was trained on, and what keeps values and results
/// from being taken for marks of a form. The forms themselves stand in `form`.
///
/// On the path: the `loop` tier tells each model its tools, and shows it earlier calls and results, in the form
/// that this model knows. Nothing is read here; whatever is written as a call, `ToolCallParser` reads again.
package dev.belay.toolcall.write;
