/// Finds calls that are written as expressions of Python, as `f(a=1, b="x")`, in any text around them.
///
/// On the path: dialects that write calls as code ask here, from the lists of Llama 4 to a line of code in prose. Only
/// what is written is read: nothing is evaluated, definitions and comments are not calls, and an argument that is no
/// literal makes the call a problem.
package dev.belay.toolcall.python;
