/// Arithmetic: reads an expression and works it out, exactly as long as decimals allow.
///
/// On the path: behind the tool `calculate`. Knows nothing of tools.
package dev.belay.tool.calculate;
