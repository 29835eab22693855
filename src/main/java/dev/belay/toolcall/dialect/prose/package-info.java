/// Calls in running text: the labels of ReAct, and call expressions of Python between words.
package dev.belay.toolcall.dialect.prose;
