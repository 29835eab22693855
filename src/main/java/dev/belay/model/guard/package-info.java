/// What keeps calls away from a model: its breaker and those of other processes, the places it has, its budget of
/// retries, the pauses between them. Between the walk along a route in [dev.belay.model.route] and one call in
/// [dev.belay.model.wire].
package dev.belay.model.guard;
