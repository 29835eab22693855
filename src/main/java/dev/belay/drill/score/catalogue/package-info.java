/// The catalogue as exercises: how each fault is played, and what has to come of it.
package dev.belay.drill.score.catalogue;
