/// One walk over a text that offers its places to all dialects: what the text holds, in order, before anything is
/// chosen. On the path between the parser and the dialects.
package dev.belay.toolcall.scan;
