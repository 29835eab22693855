/// The door to the embedding model: whether it is asked, how often, what is set aside for that, and what is written
/// down. Between the port in [dev.belay.model.embedding] and one call in [dev.belay.model.embedding.wire].
package dev.belay.model.embedding.door;
