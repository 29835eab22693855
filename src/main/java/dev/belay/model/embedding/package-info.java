/// Texts as vectors, so that whoever compares answers can do it by meaning.
///
/// On the path beside the door to chat models: a strategy asks [dev.belay.model.embedding.Embeddings]; `door` pays,
/// asks and writes down, `wire` talks to the provider.
package dev.belay.model.embedding;
