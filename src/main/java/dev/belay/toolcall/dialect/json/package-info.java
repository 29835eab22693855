/// Calls written as JSON without marks of their own: in fences, bare, as OpenAI shapes them, with the tool's name as a
/// key or on the line before. The shapes are shared with the dialects that put JSON between marks.
package dev.belay.toolcall.dialect.json;
