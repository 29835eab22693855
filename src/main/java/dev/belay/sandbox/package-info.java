/// Runs programs that models write: JavaScript in QuickJS, compiled to WebAssembly and run in pure Java, with hard
/// limits and nothing to reach but the functions it is given. The only package that knows QuickJS.
///
/// On the path below the tier `code`, which gives a program the tools of its request, and the tool `execute_code`.
package dev.belay.sandbox;
