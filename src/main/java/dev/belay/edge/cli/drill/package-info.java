/// Practising falls: the stand-in provider by itself, and the whole catalogue played against a gateway and scored.
package dev.belay.edge.cli.drill;
