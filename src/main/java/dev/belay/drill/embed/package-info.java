/// Embeddings of the stand-in: vectors that can be foretold, and the ways in which they can be wrong.
package dev.belay.drill.embed;
