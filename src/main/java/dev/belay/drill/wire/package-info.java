/// How the stand-in says it: HTTP/1.1 by hand, down to the single byte, and replies cut into the frames that a
/// provider would send.
package dev.belay.drill.wire;
