/// One call to the embedding model: what is sent, what comes back, and whether that is what was asked for.
package dev.belay.model.embedding.wire;
