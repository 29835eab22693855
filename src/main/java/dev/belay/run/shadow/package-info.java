/// What a shadow of a run starts with and writes on: the calls that the run made, and a journal that nobody else sees.
/// Beside the path.
package dev.belay.run.shadow;
