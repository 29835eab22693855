/// Plays the catalogue of faults against a gateway and scores what its caller got and what its provider saw. Stands
/// outside of the path: the gateway is asked as any client asks it.
package dev.belay.drill.score;
