/// Puts the tool calls of one answer together, which come in pieces, and not from every provider as they should.
package dev.belay.model.codec.toolcall;
